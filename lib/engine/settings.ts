/**
 * Checks of what a caller gives. Plain JavaScript has no types, and a wrong value must
 * not train something else without a word.
 *
 * @module
 */

/** The allowed values of a number. */
export interface Range {
  /** The smallest value. */
  readonly from: number;
  /** The largest value; absent for any finite number. */
  readonly to?: number;
  /** Whether the smallest value itself is excluded. */
  readonly above?: true;
  /** Whether the largest value itself is excluded. */
  readonly below?: true;
  /** Whether the number must be whole. */
  readonly whole?: true;
}

/** A number greater than 0, such as a learning rate. */
export const POSITIVE: Range = { from: 0, above: true };
/** A number that is 0 or more, such as weight decay. */
export const FROM_0: Range = { from: 0 };
/** A share, or a probability. */
export const FROM_0_TO_1: Range = { from: 0, to: 1 };
/** Any finite number. */
export const FINITE: Range = { from: -Number.MAX_VALUE };
/** A share that is never the whole, such as momentum. */
export const FROM_0_BELOW_1: Range = { from: 0, to: 1, below: true };
/** A whole number that is 1 or more, such as a size. */
export const COUNT: Range = { from: 1, whole: true };

/** Allowed values: any of these kinds. */
export interface OptionSpec {
  /** One of these names. */
  readonly names?: readonly string[];
  /** A number. */
  readonly range?: Range;
  /** True or false. */
  readonly flag?: true;
  /** Exactly this value. */
  readonly is?: unknown;
  /** A list of values, each of which this allows. */
  readonly list?: OptionSpec;
  /** Its value unless it is given; absent if it must be given. */
  readonly default?: string | number | boolean;
  /** Whether it may be left out although it has no default. */
  readonly optional?: true;
}

/** The allowed values of options, by name. */
export type OptionSpecs<T = Readonly<Record<string, unknown>>> = {
  readonly [Name in keyof T]-?: OptionSpec;
};

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

/** "Uint8Array", "Float64Array", ...; empty for anything but a typed array. */
export function tagOf(value: unknown): string {
  return ArrayBuffer.isView(value) ? Object.prototype.toString.call(value).slice(8, -1) : "";
}

/** "Cannot test 3 differences", for "test % differences" and 3; without %, the value is last. */
function cannot(action: string, value: string | number): string {
  const [before, after] = action.includes("%") ? action.split("%") : [`${action} `, ""];
  return `Cannot ${before}${value}${after}`;
}

function showList(list: readonly unknown[]): string {
  // Lists within lists are not shown: one may contain itself.
  const first = Array.from(
    list.slice(0, MOST_ELEMENTS),
    (element) => Array.isArray(element) ? "a list" : show(element),
  );
  return `[${[...first, ...(list.length > MOST_ELEMENTS ? ["…"] : [])].join(", ")}]`;
}

/** "a number, 0 or more", "a number from 0 to less than 1", "a whole number from 1 to 256". */
function describe({ from, to, above, below, whole }: Range): string {
  const number = whole ? "a whole number" : "a number";
  if (from === -Number.MAX_VALUE) return "a finite number";
  if (to === undefined) {
    return above ? `${number} greater than ${from}` : `${number}, ${from} or more`;
  }
  return `${number} ${above ? "greater than" : "from"} ${from}${above ? " and" : " to"} ${
    below ? "less than " : above ? "at most " : ""
  }${to}`;
}

function isIn(value: unknown, { from, to = Infinity, above, below, whole }: Range): boolean {
  return typeof value === "number" && Number.isFinite(value) &&
    (above ? value > from : value >= from) && (below ? value < to : value <= to) &&
    (!whole || Number.isSafeInteger(value));
}

/**
 * Checks a value.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @param round the rounding of the number format that the value is used in; by default
 *   none, as of f64
 * @throws {RangeError} if it is not allowed, or not after rounding:
 *   1e-50 is 0 in single precision, and 1e50 is Infinity
 */
export function checkOption(
  action: string,
  value: unknown,
  spec: OptionSpec,
  round: (value: number) => number = (value) => value,
): void {
  if (!fits(value, spec)) {
    throw new RangeError(`${cannot(action, show(value))}: ${waysToGive(spec)}`);
  }
  const { range } = spec;
  if (range === undefined || range.whole || typeof value !== "number") return;
  const rounded = round(value);
  if (isIn(rounded, range) && (rounded !== 0 || value === 0)) return;
  throw new RangeError(
    `${
      cannot(action, value)
    }: the number format rounds it to ${rounded}; give another number, or use f64`,
  );
}

function fits(value: unknown, { names = [], range, flag, list, is }: OptionSpec): boolean {
  if (Array.isArray(value)) {
    return list !== undefined && Array.from(value).every((element) => fits(element, list));
  }
  return (is !== undefined && value === is) || (flag === true && typeof value === "boolean") ||
    (typeof value === "string" && names.includes(value)) ||
    (range !== undefined && isIn(value, range));
}

function waysToGive({ names, range, flag, list }: OptionSpec): string {
  return [
    ...(flag ? ["give true or false"] : []),
    ...(names === undefined ? [] : [`choose from ${names.join(", ")}`]),
    ...(range === undefined ? [] : [`give ${describe(range)}`]),
    ...(list === undefined ? [] : [`give a list; for each element, ${waysToGive(list)}`]),
  ].join(", or ");
}

/**
 * Checks options, and fills in the defaults of those that are left out.
 *
 * @param owner what has these options, for messages
 * @param round as in {@linkcode checkOption}
 * @returns a copy, which has no other options
 * @throws {RangeError} if an option is unknown, missing or not allowed
 */
export function completeOptions<T extends object>(
  owner: string,
  specs: OptionSpecs<T>,
  given: object,
  round?: (value: number) => number,
): T {
  checkKeys("train with", owner, given, Object.keys(specs));
  const complete: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries<OptionSpec>(specs)) {
    const own = (given as Readonly<Record<string, unknown>>)[name];
    const value = own === undefined ? spec.default : own;
    if (value === undefined && spec.optional) continue;
    checkOption(`train with ${name}`, value, spec, round);
    complete[name] = Array.isArray(value) ? [...value] : value;
  }
  return complete as T;
}

/**
 * Checks a number.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @throws {RangeError} if it is no number, not finite, or out of range
 */
export function checkNumber(action: string, value: unknown, range: Range): void {
  checkOption(action, value, { range });
}

/**
 * Checks a whole number.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @throws {RangeError} if it is not one, less than `least` or more than `most`
 */
export function checkCount(action: string, value: unknown, least: number, most?: number): void {
  const range = { from: least, whole: true } as const;
  checkOption(action, value, { range: most === undefined ? range : { ...range, to: most } });
}

/**
 * Checks a name of a closed set.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @throws {RangeError} that lists the names, for any other value
 */
export function checkName(action: string, value: unknown, names: readonly string[]): void {
  checkOption(action, value, { names });
}

/**
 * Checks a list of numbers; a hole is not a number.
 *
 * @param action "Cannot <action>", where % stands for how many they are
 * @param least how many there must be
 * @param range what each must be; absent if it may also be NaN, as in a run that diverged
 * @throws {RangeError} if the list or an element is anything else
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
 * Checks that something is an object, and not a list.
 *
 * @param action "Cannot <action> <value>", or with % where the value stands
 * @param wanted what to give instead
 * @throws {RangeError} if it is not
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
 * Checks the names of settings, so that a misspelt one is not ignored in silence.
 *
 * @param verb "Cannot <verb> the <what> <settings>"
 * @param what has these settings
 * @throws {RangeError} if it is not an object, or has a name that is not among `names`,
 *   inherited or its own
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
 * The value of a record under a name.
 *
 * @param what the record holds, for the message
 * @throws {RangeError} that lists the names, if this is not one of them
 */
export function named<T>(what: string, record: Readonly<Record<string, T>>, name: string): T {
  if (!Object.hasOwn(record, name)) {
    throw new RangeError(
      `Cannot find the ${what} ${show(name)}: choose from ${Object.keys(record).join(", ")}`,
    );
  }
  return record[name]!;
}
