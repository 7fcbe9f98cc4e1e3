import { handleStopSignals } from "./signals.ts";
import { stopDrawing } from "./terminal/terminal.ts";
import { BUG_EXIT_CODE, messageOf, UserError } from "./user_error.ts";

/**
 * Runs the body of a task. What the user can fix ends in one sentence on standard error;
 * a bug ends with everything that a report of it needs. Both have an exit code other than
 * 0, and so has a signal to stop.
 */
export async function runTask(body: () => Promise<number | void>): Promise<void> {
  handleStopSignals();
  // Errors that nobody awaits, such as in a timer.
  addEventListener("error", (event) => {
    event.preventDefault();
    Deno.exit(report(event.error ?? event.message));
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    Deno.exit(report(event.reason));
  });
  try {
    Deno.exitCode = await body() ?? 0;
  } catch (error) {
    Deno.exitCode = report(error);
  }
}

/** Prints what went wrong, and returns the exit code for it. */
function report(error: unknown): number {
  stopDrawing();
  const sentence = error instanceof UserError ? error.message : sentenceFor(error);
  if (sentence !== undefined) {
    console.error(`error: ${sentence}`);
    return error instanceof UserError ? error.exitCode : 1;
  }
  console.error([
    "error: Retrace has failed, and it is not your fault: this is a bug.",
    "",
    Deno.inspect(error, { colors: false, depth: 10 }),
    "",
    `Deno ${Deno.version.deno}, ${Deno.build.os} ${Deno.build.arch}`,
    "Please report it: open an issue in the repository that you have Retrace from, with",
    "these lines, the command, and the commit.",
  ].join("\n"));
  return BUG_EXIT_CODE;
}

/** What the system refused, in a sentence; undefined for a bug. */
function sentenceFor(error: unknown): string | undefined {
  const message = messageOf(error);
  if (error instanceof Deno.errors.NotCapable) {
    return `Cannot go on: ${message}; run it as a deno task, which grants what it needs`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `Cannot go on: ${message}; check the permissions of the files named`;
  }
  if (/\(os error (28|112|122)\)/.test(message)) {
    return "Cannot write the output: the disk is full; make room and run the same command again";
  }
  if (isOutOfMemory(error)) {
    return `Cannot go on: this machine has no memory left (${message}); close other programs, or give fewer --workers`;
  }
  return undefined;
}

/** Whether V8 could not allocate memory, for an array or for WebAssembly. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error &&
    (/allocation failed|could not allocate memory/i.test(error.message) ||
      isOutOfMemory(error.cause));
}
