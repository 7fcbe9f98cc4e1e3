/**
 * A stand-in for `@std/cli/parse-args` over `node:util`, for machines that
 * cannot reach JSR: the options that Retrace uses, with the same behaviour, and
 * nothing more. Removing "links" from deno.json switches to the real package.
 *
 * @module
 */

import { parseArgs as parseNodeArgs } from "node:util";

/** The options of `parseArgs` that Retrace uses. */
export interface ParseOptions {
  /** Flags without a value; false unless given. */
  boolean?: string[];
  /** Flags with a value, which stays a string; "" where it is missing. */
  string?: string[];
  /** Flags that may be repeated: their value is the list of all values. */
  collect?: string[];
  /** Called with each argument that no option names; false leaves it out. */
  unknown?: (argument: string, key?: string, value?: unknown) => unknown;
}

/** Parses command line arguments as `parseArgs` of `@std/cli` does. */
export function parseArgs(
  args: string[],
  { boolean = [], string = [], collect = [], unknown }: ParseOptions = {},
  // deno-lint-ignore no-explicit-any
): any {
  const takesValue = (argument: string): boolean => string.some((key) => argument === `--${key}`);
  const isValue = (argument: string | undefined): boolean =>
    argument !== undefined && (!argument.startsWith("-") || /^-\d/.test(argument));
  // node:util would take "--next" for the value of "--flag --next", and refuse
  // to read a negative number; an equals sign settles both.
  const settled: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!;
    if (argument === "--") {
      settled.push(...args.slice(i));
      break;
    }
    if (!takesValue(argument)) settled.push(argument);
    else if (isValue(args[i + 1])) settled.push(`${argument}=${args[++i]}`);
    else settled.push(`${argument}=`);
  }

  const options: Record<string, { type: "string" | "boolean" }> = {};
  for (const key of string) options[key] = { type: "string" };
  for (const key of boolean) options[key] = { type: "boolean" };
  const { tokens } = parseNodeArgs({
    args: settled,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  // deno-lint-ignore no-explicit-any
  const result: any = { _: [] };
  for (const key of boolean) result[key] = false;
  for (const key of collect) result[key] = [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (unknown?.(token.value) !== false) result._.push(token.value);
    } else if (token.kind === "option") {
      const known = string.includes(token.name) || boolean.includes(token.name);
      const value = token.value ?? true;
      if (!known && unknown?.(token.rawName, token.name, value) === false) continue;
      if (collect.includes(token.name)) result[token.name].push(value);
      else result[token.name] = value;
    }
  }
  return result;
}
