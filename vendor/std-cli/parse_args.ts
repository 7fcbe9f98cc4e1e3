/**
 * A stand-in for `@std/cli/parse-args`, for machines that cannot reach JSR: the
 * options that Retrace uses, with the same behaviour, oddities included, and nothing
 * more. Removing "links" from deno.json switches to the real package;
 * `tests/vendor_test.ts` holds both to the same table.
 *
 * @module
 */

/** The options of `parseArgs` that Retrace uses. */
export interface ParseOptions {
  /** Flags without a value; false unless given. */
  boolean?: string[];
  /** Flags with a value, which stays a string; "" if it is missing. */
  string?: string[];
  /** Flags that may be repeated: their value is the list of all values. */
  collect?: string[];
  /**
   * Called with each argument that no option names, for a flag with its name and
   * value, too; false leaves it out.
   */
  unknown?: (argument: string, key?: string, value?: unknown) => unknown;
}

/** Parses command line arguments as `parseArgs` of `@std/cli` does. */
export function parseArgs(
  args: string[],
  { boolean = [], string = [], collect = [], unknown = () => true }: ParseOptions = {},
  // deno-lint-ignore no-explicit-any
): any {
  const end = args.indexOf("--");
  const flagsEnd = end === -1 ? args.length : end;
  // deno-lint-ignore no-explicit-any
  const result: any = { _: [] };

  const set = (name: string, value: string | boolean, argument: string): void => {
    const isKnown = boolean.includes(name) || string.includes(name);
    if (!isKnown && unknown(argument, name, value) === false) return;
    const kept = typeof value === "string" && !string.includes(name) ? numberIfOne(value) : value;
    if (!collect.includes(name)) result[name] = kept;
    else (result[name] ??= []).push(kept);
  };

  for (let i = 0; i < flagsEnd; i++) {
    const argument = args[i]!;
    const next = i + 1 < flagsEnd ? args[i + 1]! : "";
    const [, dashes, no = "", rest, attached] =
      /^(?:(--)(no-)?|-)(.+?)(?:=(.+))?$/s.exec(argument) ?? [];
    const name = no + rest;
    if (rest === undefined) {
      if (unknown(argument) !== false) result._.push(numberIfOne(argument));
    } else if (dashes === undefined) {
      unknown(argument, argument[1]);
      // The real package reads single letters from here on; Retrace has none.
      throw new TypeError(`Cannot parse ${argument}: this stand-in knows no single letters`);
    } else if (attached !== undefined) {
      // "--no-x=1" is "--x=1" there.
      set(rest, boolean.includes(rest) ? attached !== "false" : attached, argument);
    } else if (!boolean.includes(name) && next !== "" && !next.startsWith("-")) {
      set(name, next, argument);
      i += 1;
    } else if (next === "true" || next === "false") {
      set(name, next === "true", argument);
      i += 1;
    } else {
      set(name, string.includes(name) ? "" : true, argument);
    }
  }

  for (const name of boolean) result[name] ??= collect.includes(name) ? [] : false;
  for (const name of string) if (collect.includes(name)) result[name] ??= [];
  result._.push(...args.slice(flagsEnd + 1));
  return result;
}

function numberIfOne(text: string): string | number {
  return /\S/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}
