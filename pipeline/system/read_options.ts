import { fileURLToPath } from "node:url";
import { isAbsolute, resolve } from "node:path";
import { type Command, describeCommand, type Flags, parseFlags, usageError } from "./flags.ts";
import {
  type Defaults,
  DOCUMENT_DEFAULTS,
  helpText,
  type Options,
  parseOptions,
} from "./options.ts";
import { variable } from "./variables.ts";

/**
 * The folder that the user stands in: a task runs in the project's, and before_task.ts
 * has found out the user's. Undefined where it could not.
 */
export function startedIn(): string | undefined {
  return (variable("RETRACE_STARTED_IN") ?? Deno.cwd()) || undefined;
}

/**
 * A path that the user has given, relative to where the user stands, made absolute.
 *
 * @throws {UserError} if the path is relative and that is not known
 */
export function fromHere(path: string): string {
  if (/^~([\\/]|$)/.test(path)) {
    throw usageError(
      `Cannot use ${path}: the shell has not put your home folder in place of ~; write the whole path`,
    );
  }
  if (/^file:/i.test(path)) return fileURLToPath(new URL(path));
  const folder = startedIn();
  if (folder !== undefined || isAbsolute(path)) return resolve(folder ?? "", path);
  throw usageError(
    `Cannot tell where ${path} is: this runs inside a script of npm, which hides the folder that it was started in; give an absolute path`,
  );
}

/**
 * Reads the options of a step from its command line; prints help and returns
 * undefined if that was asked for.
 *
 * @param defaults what is run unless the flags say otherwise
 */
export function readOptions(
  task: string,
  does: string,
  defaults: Defaults = DOCUMENT_DEFAULTS,
): Options | undefined {
  const cores = navigator.hardwareConcurrency;
  const options = parseOptions(Deno.args, fromHere, cores, defaults, task);
  if (options === undefined) console.log(helpText(task, does, defaults));
  return options;
}

/**
 * Reads the flags of a task that is no step from its command line; prints help and
 * returns undefined if that was asked for.
 */
export function readFlags(command: Command): Flags | undefined {
  const flags = parseFlags(Deno.args, command);
  if (flags === undefined) console.log(describeCommand(command));
  return flags;
}
