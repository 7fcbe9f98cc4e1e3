import { fileURLToPath } from "node:url";
import { isAbsolute, resolve } from "node:path";
import { runTask } from "../system/run_task.ts";
import { usageError } from "../system/user_error.ts";
import { variable } from "../system/variables.ts";
import { type Command, describeCommand, type Flags, parseFlags } from "./flags.ts";
import { documentOfHelp, helpText, type Options, parseOptions, stepCommand } from "./options.ts";

/**
 * Makes a path of the command line absolute. Tasks run in the project's folder, and
 * start.ts has found out where the user ran the command.
 *
 * @throws {UserError} if the path is relative and that folder is not known
 */
export function fromHere(path: string): string {
  if (/^~([\\/]|$)/.test(path)) {
    throw usageError(
      `Cannot use ${path}: the shell has not put your home folder in place of ~; write the whole path`,
    );
  }
  if (/^file:/i.test(path)) return fileURLToPath(new URL(path));
  const folder = variable("RETRACE_STARTED_IN") ?? Deno.cwd();
  if (folder !== "" || isAbsolute(path)) return resolve(folder, path);
  throw usageError(
    `Cannot tell where ${path} is: this runs inside a script of npm, which hides the folder that it was started in; give an absolute path`,
  );
}

/** Runs a task with its flags; prints help if that was asked for. */
export async function runWithFlags(
  command: Command,
  body: (flags: Flags) => Promise<number | void>,
): Promise<void> {
  await runTask(async () => {
    const flags = parseFlags(Deno.args, command);
    if (flags !== undefined) return await body(flags);
    console.log(describeCommand(command));
  });
}

/** The same for a step, with its options. */
export async function runWithOptions(
  task: string,
  does: string,
  body: (options: Options) => Promise<number | void>,
): Promise<void> {
  await runTask(async () => {
    const command = stepCommand(task, does);
    const options = parseOptions(Deno.args, command, fromHere, navigator.hardwareConcurrency);
    if (options !== undefined) return await body(options);
    console.log(helpText(command, documentOfHelp(Deno.args)));
  });
}
