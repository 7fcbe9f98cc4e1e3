import { fileURLToPath } from "node:url";
import { isAbsolute, resolve } from "node:path";
import { usageError } from "../system/user_error.ts";
import { variable } from "../system/variables.ts";
import { type Command, describeCommand, type Flags, parseFlags } from "./flags.ts";
import { helpText, type Options, parseOptions, stepCommand } from "./options.ts";

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

/** Reads the options of a step; prints help and returns undefined if that was asked for. */
export function readOptions(task: string, does: string): Options | undefined {
  const command = stepCommand(task, does);
  const options = parseOptions(Deno.args, command, fromHere, navigator.hardwareConcurrency);
  if (options === undefined) console.log(helpText(command));
  return options;
}

/** Reads the flags of any other task; prints help and returns undefined if that was asked for. */
export function readFlags(command: Command): Flags | undefined {
  const flags = parseFlags(Deno.args, command);
  if (flags === undefined) console.log(describeCommand(command));
  return flags;
}
