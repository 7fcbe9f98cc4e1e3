import { heedStopSignals } from "./signals.ts";
import { messageOf, UserError } from "./user_error.ts";

/**
 * Runs the body of a task. Whatever goes wrong, being asked to stop included, ends in
 * one sentence on standard error and an exit code other than 0, never in a stack trace.
 */
export async function runTask(body: () => Promise<number | void>): Promise<void> {
  heedStopSignals();
  try {
    Deno.exitCode = await body() ?? 0;
  } catch (error) {
    console.error(`error: ${sentenceFor(error)}`);
    Deno.exitCode = error instanceof UserError ? error.exitCode : 1;
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const message = messageOf(error);
  if (error instanceof Deno.errors.NotCapable) {
    return `Cannot go on: ${message}; run it as a deno task, which grants what it needs`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `Cannot go on: ${message}; check the permissions of the files named`;
  }
  return message.startsWith("Cannot ") ? message : `Cannot go on: ${message}`;
}
