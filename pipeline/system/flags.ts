import { parseArgs } from "@std/cli/parse-args";
import { closest, distance } from "fastest-levenshtein";
import { UserError } from "./user_error.ts";

/** One flag, as help and errors name it. */
export interface Flag {
  readonly name: string;
  /** What its value looks like; absent for a flag without one. */
  readonly value?: string;
  /** Whether it takes several values: with commas, with spaces, or the flag once more. */
  readonly isList?: boolean;
  readonly help: string;
}

/** What a task can be told on its command line. */
export interface Command {
  readonly task: string;
  /** What the task does: a sentence or more. */
  readonly does: string;
  readonly flags: readonly Flag[];
  /** How help writes the arguments that are no flags; absent if there are none. */
  readonly operands?: string;
}

const HELP: Flag = { name: "help", help: "show this text" };

/** The values of a command line. */
export interface Flags {
  /** Whether a flag was given. */
  readonly has: (name: string) => boolean;
  /** The value of a flag that may be given once; undefined if it was not. */
  readonly single: (name: string) => string | undefined;
  /** The values of a list, none of them empty; undefined if the flag was not given. */
  readonly list: (name: string) => readonly string[] | undefined;
  /** The arguments that are no flags. */
  readonly operands: readonly string[];
}

/** The text of --help. */
export function describeCommand({ task, does, flags, operands }: Command): string {
  const usage = ["deno task", task, ...(flags.length > 0 ? ["[flags]"] : []), operands ?? ""];
  const all = [...flags, HELP];
  const left = all.map(({ name, value }) => `--${name}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.max(...left.map((text) => text.length));
  return [
    usage.join(" ").trimEnd(),
    does,
    "",
    ...all.map(({ help }, i) => `  ${left[i]!.padEnd(width)}  ${help}`),
  ].join("\n");
}

/**
 * Reads a command line.
 *
 * @returns undefined if help was asked for, anywhere
 * @throws {UserError} if something is not understood, or a value is missing
 */
export function parseFlags(args: readonly string[], command: Command): Flags | undefined {
  if (args.some((argument) => /^(--help|-h|-\?)$/.test(argument))) return undefined;
  const { flags } = command;
  const named = (takesValue: boolean): string[] =>
    flags.filter(({ value }) => (value !== undefined) === takesValue).map(({ name }) => name);
  const operands: string[] = [];
  const parsed: Record<string, unknown> = parseArgs(settle(args, command), {
    string: named(true),
    boolean: named(false),
    collect: named(true),
    unknown: (argument: string) => {
      if (command.operands === undefined) refuseOperand(argument, command);
      if (argument.trim() === "") {
        throw usageError(
          `Cannot use an empty argument: ${command.task} takes ${command.operands}; is a variable of the shell not set?`,
        );
      }
      operands.push(argument);
      return false;
    },
  });
  const given = (name: string): string[] => parsed[name] as string[];
  return {
    has: (name) => parsed[name] === true || given(name).length > 0,
    single(name) {
      const values = given(name);
      if (values.length > 1) {
        throw usageError(`Cannot use --${name} ${values.length} times: give it once`);
      }
      return values[0];
    },
    list(name) {
      const values = given(name);
      if (values.length === 0) return undefined;
      return values.join(",").split(",").map((value) => value.trim()).filter((value) =>
        value !== ""
      );
    },
    operands,
  };
}

/** What stands for a hyphen where a text was typeset, as on a page or in a chat. */
const DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d";
const TYPESET_FLAG = new RegExp(`^[-${DASHES}]*[${DASHES}][-${DASHES}]*(?=[a-z])`, "i");

/**
 * Puts every flag and its values into one argument, "--only=a,b", so that only one
 * reading is left: of lists with spaces, which PowerShell makes of commas, too, of
 * negative numbers, of empty values, and of "--no-only=a", which `parseArgs` takes for
 * "--only=a". A "--", which npm wants before flags and Deno does not, says nothing here.
 *
 * @throws {UserError} if a flag is not known, or its value is missing
 */
function settle(args: readonly string[], command: Command): string[] {
  const settled: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!;
    if (argument === "--") continue;
    const [, name, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    const flag = command.flags.find((candidate) => candidate.name === name);
    if (flag === undefined) {
      if (/^-./s.test(argument)) refuseFlag(argument, command);
      settled.push(argument);
    } else if (flag.value === undefined) {
      if (attached !== undefined) {
        throw usageError(`Cannot use ${shown(argument)}: --${flag.name} takes no value`);
      }
      settled.push(`--${flag.name}=true`);
    } else {
      const values = attached === undefined ? [] : [attached];
      while (isValue(args[i + 1]) && (values.length === 0 || flag.isList === true)) {
        values.push(args[++i]!);
      }
      if (values.every((value) => value.trim() === "")) {
        throw usageError(
          `Cannot use --${flag.name} without a value: write --${flag.name} ${flag.value} (${flag.help})`,
        );
      }
      settled.push(`--${flag.name}=${values.join(",")}`);
    }
  }
  return settled;
}

/** Whether an argument can be the value of the flag before it: a negative number can. */
function isValue(argument: string | undefined): boolean {
  if (argument === undefined) return false;
  return !argument.startsWith("-") && !TYPESET_FLAG.test(argument) || /^-\.?\d/.test(argument);
}

/**
 * A whole number from the command line.
 *
 * @param advice what else can be done
 * @throws {UserError} if it is none, or out of range
 */
export function wholeNumber(
  flag: string,
  text: string,
  least: number,
  most: number,
  advice = "",
): number {
  const value = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) {
    throw usageError(
      `Cannot use ${flag} ${quoted(text)}: give a whole number from ${least} to ${most}${advice}`,
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
  throw usageError(`Cannot find the ${what} ${quoted(given)}: ${suggestion(given, allowed)}`);
}

function refuseFlag(argument: string, { task, flags }: Command): never {
  const name = argument.replace(/=.*$/s, "");
  const reason = flags.length === 0
    ? `${task} has no flags; see --help`
    : suggestion(name, [...flags, HELP].map((flag) => `--${flag.name}`));
  throw usageError(`Cannot use the flag ${shown(name)}: ${reason}`);
}

function refuseOperand(argument: string, { task, flags }: Command): never {
  if (TYPESET_FLAG.test(argument)) {
    const written = argument.replace(TYPESET_FLAG, "--");
    throw usageError(
      `Cannot use ${quoted(argument)}: its dash is no hyphen; type ${shown(written)} by hand`,
    );
  }
  const takes = flags.length === 0 ? "no arguments" : "flags only";
  throw usageError(
    `Cannot use the argument ${quoted(argument)}: ${task} takes ${takes}; see --help`,
  );
}

/** "did you mean X?" where something is near, else all there is. */
function suggestion(given: string, allowed: readonly string[]): string {
  // Quotes and capitals are no difference that anybody means.
  const meant = given.toLowerCase().replace(/["'`\u2018-\u201f]/g, "");
  const nearest = closest(meant, allowed);
  const related = allowed.filter((candidate) => candidate.includes(meant) && meant !== "");
  if (distance(meant, nearest) <= Math.max(2, meant.length / 3)) return `did you mean ${nearest}?`;
  if (related.length > 0) return `did you mean ${related.join(" or ")}?`;
  return `choose from ${allowed.join(", ")}`;
}

/** The most of what somebody wrote that an error repeats. */
const MOST_SHOWN = 100;

/** What somebody wrote, so that it is safe to print. */
function shown(text: string): string {
  return quoted(text).slice(1, -1);
}

function quoted(text: string): string {
  const short = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  // JSON leaves some characters alone that a terminal obeys: C1 controls, changes of direction.
  return JSON.stringify(short).replace(
    /[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A slip on the command line: exit code 2. */
export function usageError(message: string): UserError {
  return new UserError(message, 2);
}
