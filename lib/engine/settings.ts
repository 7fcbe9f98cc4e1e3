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
/** A share, or a probability. */
export const FROM_0_TO_1: Range = { from: 0, to: 1 };
/** Any finite number. */
export const FINITE: Range = { from: -Number.MAX_VALUE };
/** A share that is never the whole, such as what a running mean keeps of itself. */
export const FROM_0_BELOW_1: Range = { from: 0, to: 1, below: true };

/** Longer texts and lists are cut in messages. */
const MOST_CHARACTERS = 80;
const MOST_ELEMENTS = 8;

/**
 * A value as messages show it: a string keeps its quotes, so that "1" is not taken for
 * 1, and nothing is longer than a message can be.
 */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(
        value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value,
      );
    case "bigint":
      return `${value}n`;
    case "function":
      return "a function";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return showList(value);
      return ArrayBuffer.isView(value) ? `a typed array (${tagOf(value)})` : "an object";
    default:
      return String(value);
  }
}

/** "Uint8Array", "Float64Array", ...; what is no typed array has none of these. */
export function tagOf(value: unknown): string {
  return ArrayBuffer.isView(value) ? Object.prototype.toString.call(value).slice(8, -1) : "";
}

/** "Cannot test 3 differences", for "test % differences" and 3; without a place, at the end. */
function cannot(action: string, value: string | number): string {
  const [before, after] = action.includes("%") ? action.split("%") : [`${action} `, ""];
  return `Cannot ${before}${value}${after}`;
}

function showList(list: readonly unknown[]): string {
  // Lists within lists are not looked into: one may hold itself.
  const first = Array.from(
    list.slice(0, MOST_ELEMENTS),
    (element) => Array.isArray(element) ? "a list" : show(element),
  );
  return `[${[...first, ...(list.length > MOST_ELEMENTS ? ["…"] : [])].join(", ")}]`;
}

/** "0 or more", "a number greater than 0", "a number from 0 to less than 1". */
function describe({ from, to, above, below }: Range): string {
  if (from === -Number.MAX_VALUE) return "a finite number";
  if (to === undefined) {
    return above ? `a number greater than ${from}` : `a number, ${from} or more`;
  }
  return `a number ${above ? "greater than" : "from"} ${from}${above ? " and" : " to"} ${
    below ? "less than " : above ? "at most " : ""
  }${to}`;
}

function isIn(value: unknown, { from, to = Infinity, above, below }: Range): boolean {
  return typeof value === "number" && Number.isFinite(value) &&
    (above ? value > from : value >= from) && (below ? value < to : value <= to);
}

/**
 * Checks a number.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @throws {RangeError} if it is no number, not finite, or out of range
 */
export function checkNumber(action: string, value: unknown, range: Range): void {
  if (!isIn(value, range)) {
    throw new RangeError(`${cannot(action, show(value))}: give ${describe(range)}`);
  }
}

/**
 * Checks that a number that is in its range stays there in the number format that it is
 * used in, and does not vanish: 1e-50 is 0 in single precision, and 1e50 is Infinity.
 *
 * @param round the rounding of the number format
 * @throws {RangeError} if it does not
 */
export function checkRounded(
  action: string,
  value: number,
  range: Range,
  round: (value: number) => number,
): void {
  const rounded = round(value);
  if (isIn(rounded, range) && (rounded !== 0 || value === 0)) return;
  throw new RangeError(
    `${
      cannot(action, value)
    }: the number format rounds it to ${rounded}; give another number, or use f64`,
  );
}

/**
 * Checks a whole number.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @throws {RangeError} if it is none, less than `least` or more than `most`
 */
export function checkCount(
  action: string,
  value: unknown,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) {
    return;
  }
  const range = most === Number.MAX_SAFE_INTEGER
    ? `, ${least} or more`
    : ` from ${least} to ${most}`;
  throw new RangeError(`${cannot(action, show(value))}: give a whole number${range}`);
}

/**
 * Checks a list of numbers; holes are none.
 *
 * @param action "Cannot <action>", in which % is the place of their number
 * @param least how many it must have
 * @param range what each must be; absent if it may also be NaN, as of a run that diverged
 * @throws {RangeError} if it is no such list
 */
export function checkNumbers(
  action: string,
  values: readonly number[],
  least: number,
  range?: Range,
): void {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    throw new RangeError(`${cannot(action, show(values))}: give a list of numbers`);
  }
  if (values.length < least) {
    throw new RangeError(`${cannot(action, values.length)}: give ${least} or more`);
  }
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (range === undefined ? typeof value === "number" : isIn(value, range)) continue;
    throw new RangeError(
      `${cannot(action, values.length)}: number ${i} is ${show(value)}; give ${
        range === undefined ? "numbers" : describe(range)
      }`,
    );
  }
}

/**
 * Checks a name of a closed set.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @throws {RangeError} that lists the names, for any other value
 */
export function checkName(action: string, value: unknown, names: readonly string[]): void {
  if (typeof value !== "string" || !names.includes(value)) {
    throw new RangeError(`${cannot(action, show(value))}: choose from ${names.join(", ")}`);
  }
}

/**
 * Checks that something is an object at all.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @param wanted what to give instead
 * @throws {RangeError} if it is none, or a list
 */
export function checkObject(
  action: string,
  value: unknown,
  wanted = "an object of settings",
): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RangeError(`${cannot(action, show(value))}: give ${wanted}`);
  }
}

/**
 * Checks the names of settings, so that a misspelt one is not left out unseen.
 *
 * @param verb "Cannot <verb> the <what> <settings>"
 * @param what has these settings
 * @throws {RangeError} if it is no object, or has a name that is not among `names`, even
 *   by inheritance
 */
export function checkKeys(
  verb: string,
  what: string,
  settings: unknown,
  names: readonly string[],
): void {
  checkObject(`${verb} the ${what}`, settings);
  for (const name in settings as object) {
    if (!names.includes(name)) {
      throw new RangeError(
        `Cannot ${verb} the setting ${show(name)} of the ${what}: choose from ${names.join(", ")}`,
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
