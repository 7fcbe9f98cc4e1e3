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
  const options = parseOptions(Deno.args, startedIn(), cores, defaults);
  if (options === undefined) console.log(helpText(task, does, defaults));
  return options;
}
