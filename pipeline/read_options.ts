import { type Command, describeCommand, type Flags, parseFlags } from "./flags.ts";
import {
  type Defaults,
  DOCUMENT_DEFAULTS,
  helpText,
  type Options,
  parseOptions,
} from "./options.ts";

/** The folder that the user is in: a task runs in the project's, and INIT_CWD remembers. */
export function startedIn(): string {
  return Deno.env.get("INIT_CWD") ?? Deno.cwd();
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
  const options = parseOptions(Deno.args, startedIn(), cores, defaults, task);
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
