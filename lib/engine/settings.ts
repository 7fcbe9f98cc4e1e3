/**
 * Checks of what a caller gives: plain JavaScript has no types, and a value that is
 * taken for another trains something else without a word.
 *
 * @module
 */

/** What a number may be. */
export interface Range {
  /** The least that it may be. */
  readonly from: number;
  /** The most that it may be; absent if there is no bound but being finite. */
  readonly to?: number;
  /** Whether the least itself is left out. */
  readonly above?: true;
  /** Whether the most itself is left out. */
  readonly below?: true;
}

/** A number more than 0, such as a learning rate. */
export const POSITIVE: Range = { from: 0, above: true };
/** A number that is 0 or more, such as weight decay. */
export const FROM_0: Range = { from: 0 };
/** A share that is never the whole, such as what a running mean keeps of itself. */
export const FROM_0_BELOW_1: Range = { from: 0, to: 1, below: true };

/** A value as messages show it: a string keeps its quotes, so that "1" is not taken for 1. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return "a function";
    case "object":
      return value === null ? "null" : Array.isArray(value) ? `[${value.map(show)}]` : "an object";
    default:
      return String(value);
  }
}

/** "0 or more", "a number greater than 0", "a number from 0 to less than 1". */
function describe({ from, to, above, below }: Range): string {
  if (to === undefined) {
    return above ? `a number greater than ${from}` : `a number, ${from} or more`;
  }
  return `a number from ${from}${above ? " (left out)" : ""} to ${below ? "less than " : ""}${to}`;
}

function isIn(value: unknown, { from, to = Infinity, above, below }: Range): value is number {
  return typeof value === "number" && Number.isFinite(value) &&
    (above ? value > from : value >= from) && (below ? value < to : value <= to);
}

/**
 * Checks a number.
 *
 * @param what "Cannot train with <what> <value>"
 * @param round the rounding of the number format that it will be used in
 * @throws {RangeError} if it is no number, not finite, or out of range, rounded or not
 */
export function checkNumber(
  what: string,
  value: unknown,
  range: Range,
  round: (value: number) => number = (exact) => exact,
): void {
  if (!isIn(value, range)) {
    throw new RangeError(`Cannot train with ${what} ${show(value)}: give ${describe(range)}`);
  }
  const rounded = round(value);
  if (!isIn(rounded, range)) {
    throw new RangeError(
      `Cannot train with ${what} ${value}: the number format rounds it to ${rounded}; give ${
        describe(range)
      }, also when rounded`,
    );
  }
}

/**
 * Checks a whole number.
 *
 * @param what "Cannot train with <what> of <value>"
 * @throws {RangeError} if it is none, or less than `least`
 */
export function checkCount(what: string, value: unknown, least: number): void {
  if (!(typeof value === "number" && Number.isInteger(value) && value >= least)) {
    throw new RangeError(
      `Cannot train with ${what} of ${show(value)}: give a whole number, ${least} or more`,
    );
  }
}

/**
 * Checks a name of a closed set.
 *
 * @param what "Cannot train with the <what> <value>"
 * @throws {RangeError} that lists the names, for any other value
 */
export function checkName(what: string, value: unknown, names: readonly string[]): void {
  if (typeof value !== "string" || !names.includes(value)) {
    throw new RangeError(
      `Cannot train with the ${what} ${show(value)}: choose from ${names.join(", ")}`,
    );
  }
}

/**
 * Checks the names of settings, so that a misspelt one is not left out unseen.
 *
 * @param what "Cannot train with the <what> <settings>"
 * @throws {RangeError} if it is no object, or has a name that is not among `names`
 */
export function checkKeys(what: string, settings: unknown, names: readonly string[]): void {
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    throw new RangeError(
      `Cannot train with the ${what} ${show(settings)}: give an object of settings`,
    );
  }
  for (const name of Object.keys(settings)) {
    if (!names.includes(name)) {
      throw new RangeError(
        `Cannot train with the setting ${show(name)} of the ${what}: choose from ${
          names.join(", ")
        }`,
      );
    }
  }
}

/**
 * What a record has under a name.
 *
 * @param what the record holds, for the message
 * @throws {RangeError} that lists the names, if there is nothing of that name
 */
export function named<T>(what: string, record: Readonly<Record<string, T>>, name: string): T {
  if (!Object.hasOwn(record, name)) {
    throw new RangeError(
      `Cannot find the ${what} ${show(name)}: choose from ${Object.keys(record).join(", ")}`,
    );
  }
  return record[name]!;
}
