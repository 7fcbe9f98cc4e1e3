import { parseArgs } from "@std/cli/parse-args";
import { closest, distance } from "fastest-levenshtein";
import { UserError } from "./user_error.ts";

/** One flag, as help and errors name it. */
export interface Flag {
  readonly name: string;
  /** What its value looks like; absent for a flag without one. */
  readonly value?: string;
  readonly help: string;
}

const HELP: Flag = { name: "help", help: "show this text" };

/** The values of a command line. */
export interface Flags {
  /** The value of a flag that may be given once; undefined if it was not. */
  readonly single: (name: string) => string | undefined;
  /** All values of a flag. */
  readonly given: (name: string) => readonly string[];
}

/** A line of help for each flag. */
export function describeFlags(flags: readonly Flag[]): string[] {
  const all = [...flags, HELP];
  const left = all.map(({ name, value }) => `--${name}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.max(...left.map((text) => text.length));
  return all.map(({ help }, i) => `  ${left[i]!.padEnd(width)}  ${help}`);
}

/**
 * Reads a command line that has nothing but flags.
 *
 * @returns undefined if help was asked for
 * @throws {UserError} if there is anything else, or a value is missing
 */
export function parseFlags(args: readonly string[], flags: readonly Flag[]): Flags | undefined {
  const strings = flags.filter(({ value }) => value !== undefined).map(({ name }) => name);
  const parsed = parseArgs([...args], {
    string: strings,
    boolean: ["help"],
    collect: strings,
    unknown: (argument: string) => refuseArgument(argument, flags),
  });
  if (parsed.help) return undefined;
  const given = (name: string): string[] => parsed[name] as string[];
  const single = (name: string): string | undefined => {
    const values = given(name);
    if (values.length > 1) {
      throw usageError(`Cannot use --${name} ${values.length} times: give it once`);
    }
    if (values[0]?.trim() === "") {
      const flag = flags.find((candidate) => candidate.name === name)!;
      throw usageError(
        `Cannot use --${name} without a value: write --${name} ${flag.value} (${flag.help})`,
      );
    }
    return values[0];
  };
  return { single, given };
}

/**
 * A whole number from the command line.
 *
 * @throws {UserError} if it is none, or out of range
 */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) {
    throw usageError(
      `Cannot use ${flag} ${JSON.stringify(text)}: give a whole number from ${least} to ${most}`,
    );
  }
  return value;
}

/**
 * One of some names.
 *
 * @throws {UserError} with the nearest of them, if it is another
 */
export function oneOf<T extends string>(what: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === given);
  if (found !== undefined) return found;
  throw usageError(
    `Cannot find the ${what} ${JSON.stringify(given)}: ${suggestion(given, allowed)}`,
  );
}

function refuseArgument(argument: string, flags: readonly Flag[]): never {
  if (!argument.startsWith("-")) {
    throw usageError(
      `Cannot use the argument ${JSON.stringify(argument)}: steps take flags only; see --help`,
    );
  }
  const name = argument.replace(/=.*$/, "");
  throw usageError(
    `Cannot use the flag ${name}: ${
      suggestion(name, [...flags, HELP].map((flag) => `--${flag.name}`))
    }`,
  );
}

/** "did you mean X?" where something is near, else all there is. */
function suggestion(given: string, allowed: readonly string[]): string {
  const nearest = closest(given, allowed);
  const related = allowed.filter((candidate) => candidate.includes(given) && given !== "");
  if (distance(given, nearest) <= Math.max(2, given.length / 3)) return `did you mean ${nearest}?`;
  if (related.length > 0) return `did you mean ${related.join(" or ")}?`;
  return `choose from ${allowed.join(", ")}`;
}

/** A slip on the command line: exit code 2. */
export function usageError(message: string): UserError {
  return new UserError(message, 2);
}
