import { helpText, type Options, parseOptions } from "./options.ts";

/**
 * Reads the options of a step from its command line; prints help and returns
 * undefined if that was asked for.
 */
export function readOptions(task: string, does: string): Options | undefined {
  // A task runs in the project's folder; INIT_CWD is where the user is.
  const startedIn = Deno.env.get("INIT_CWD") ?? Deno.cwd();
  const options = parseOptions(Deno.args, startedIn, navigator.hardwareConcurrency);
  if (options === undefined) console.log(helpText(task, does));
  return options;
}
