import { parseArgs } from "@std/cli/parse-args";
import { closest, distance } from "fastest-levenshtein";
import { usageError } from "../system/user_error.ts";

/** One flag, as help and errors name it. */
export interface Flag {
  readonly name: string;
  /** What its value looks like; absent for a flag without one. */
  readonly value?: string;
  /** Whether it takes several values: with commas, with spaces, or by repeating the flag. */
  readonly isList?: boolean;
  readonly help: string;
}

/** What a task accepts on its command line. */
export interface Command {
  readonly task: string;
  /** What the task does: a sentence or more. */
  readonly does: string;
  readonly flags?: readonly Flag[];
  /** How help writes the arguments that are not flags; absent if there are none. */
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
  /** The arguments that are not flags. */
  readonly operands: readonly string[];
}

/** The text of --help. */
export function describeCommand({ task, does, flags = [], operands }: Command): string {
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

/** Dashes that typesetting, as on a page or in a chat, puts in place of a hyphen. */
const DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d";
const TYPESET_FLAG = new RegExp(`^[-${DASHES}]*[${DASHES}][-${DASHES}]*(?=[a-z])`, "i");

/**
 * Reads a command line.
 *
 * @returns undefined if help was asked for, anywhere
 * @throws {UserError} if something is not understood, or a value is missing
 */
export function parseFlags(args: readonly string[], command: Command): Flags | undefined {
  const { flags = [] } = command;
  if (args.some((argument) => /^(--help|-h|-\?)$/.test(argument))) return undefined;
  const named = (takesValue: boolean): string[] =>
    flags.filter(({ value }) => (value !== undefined) === takesValue).map(({ name }) => name);
  const operands: string[] = [];
  const parsed: Record<string, unknown> = parseArgs(attachValues(args, command), {
    string: named(true),
    collect: named(true),
    boolean: named(false),
    unknown: (operand: string) => {
      operands.push(operand);
      return false; // Or numbers among them would lose their form.
    },
  });
  const valuesOf = (name: string): readonly string[] => (parsed[name] ?? []) as string[];
  return {
    has: (name) => parsed[name] === true,
    single(name) {
      const values = valuesOf(name);
      if (values.length > 1) {
        throw usageError(`Cannot use --${name} ${values.length} times: give it once`);
      }
      return values[0];
    },
    list(name) {
      const values = valuesOf(name);
      if (values.length === 0) return undefined;
      return values.join(",").split(",").map((value) => value.trim())
        .filter((value) => value !== "");
    },
    operands,
  };
}

/**
 * Makes one argument of every flag and its values, "--only=a,b". `parseArgs` alone does not
 * read lists with spaces (PowerShell makes those of commas), negative numbers and empty
 * values, and takes "--no-only=a" for "--only=a". A "--", which npm wants before flags and
 * Deno does not, is left out.
 *
 * @throws {UserError} if an argument is not understood, or a value is missing
 */
function attachValues(args: readonly string[], command: Command): string[] {
  const attached: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!;
    if (argument === "--") continue;
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    const flag = command.flags?.find((candidate) => candidate.name === name);
    if (flag === undefined) {
      checkOperand(argument, command);
      attached.push(argument);
    } else if (flag.value === undefined) {
      if (value !== undefined) {
        throw usageError(`Cannot use ${shown(argument)}: --${flag.name} takes no value`);
      }
      attached.push(`${argument}=true`); // Or "true" after it would be its value.
    } else {
      const values = value === undefined ? [] : [value];
      while (isValue(args[i + 1]) && (values.length === 0 || flag.isList === true)) {
        values.push(args[++i]!);
      }
      if (values.every((value) => value.trim() === "")) {
        throw usageError(
          `Cannot use --${flag.name} without a value: write --${flag.name} ${flag.value} (${flag.help})`,
        );
      }
      attached.push(`--${flag.name}=${values.join(",")}`);
    }
  }
  return attached;
}

/** @throws {UserError} if an argument is not one of those that the task takes besides flags */
function checkOperand(argument: string, { task, flags = [], operands }: Command): void {
  if (/^-./s.test(argument)) {
    const name = argument.replace(/=.*$/s, "");
    const reason = flags.length === 0
      ? `${task} has no flags; see --help`
      : suggestion(name, [...flags, HELP].map((flag) => `--${flag.name}`));
    throw usageError(`Cannot use the flag ${shown(name)}: ${reason}`);
  }
  if (operands === undefined) {
    if (TYPESET_FLAG.test(argument)) {
      const written = argument.replace(TYPESET_FLAG, "--");
      throw usageError(
        `Cannot use ${quoted(argument)}: its dash is not a hyphen; type ${shown(written)} by hand`,
      );
    }
    const takes = flags.length === 0 ? "no arguments" : "flags only";
    throw usageError(
      `Cannot use the argument ${quoted(argument)}: ${task} takes ${takes}; see --help`,
    );
  }
  if (argument.trim() === "") {
    throw usageError(
      `Cannot use an empty argument: ${task} takes ${operands}; is a variable of the shell not set?`,
    );
  }
}

/** Whether an argument can be the value of the flag before it: a negative number can. */
function isValue(argument: string | undefined): boolean {
  if (argument === undefined) return false;
  return !argument.startsWith("-") && !TYPESET_FLAG.test(argument) || /^-\.?\d/.test(argument);
}

/**
 * A whole number from the command line.
 *
 * @param advice what else the user can do
 * @throws {UserError} if it is not one, or out of range
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
 * @throws {UserError} if it is another, naming the nearest of them
 */
export function oneOf<T extends string>(what: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === given);
  if (found !== undefined) return found;
  throw usageError(`Cannot find the ${what} ${quoted(given)}: ${suggestion(given, allowed)}`);
}

/** "did you mean X?" if something is near, else all possibilities. */
function suggestion(given: string, allowed: readonly string[]): string {
  // Nobody means a difference in quotes or capitals.
  const meant = given.toLowerCase().replace(/["'`\u2018-\u201f]/g, "");
  const nearest = closest(meant, allowed);
  const related = allowed.filter((candidate) => candidate.includes(meant) && meant !== "");
  if (distance(meant, nearest) <= Math.max(2, meant.length / 3)) return `did you mean ${nearest}?`;
  if (related.length > 0) return `did you mean ${related.join(" or ")}?`;
  return `choose from ${allowed.join(", ")}`;
}

/** Errors quote at most this many characters of a command line. */
const MAX_SHOWN = 100;

/** Part of a command line, safe to print. */
function shown(text: string): string {
  return quoted(text).slice(1, -1);
}

function quoted(text: string): string {
  const short = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  // Terminals obey some characters that JSON does not escape: C1 controls, changes of direction.
  return JSON.stringify(short).replace(
    /[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
