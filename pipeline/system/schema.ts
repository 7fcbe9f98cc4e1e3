/**
 * The parts that the schemas of stored files share. A schema gives the type and the check.
 *
 * @module
 */

import * as v from "valibot";

type ReadonlyDeep<T> = T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> } : T;

/** The read-only type of the values that a schema accepts. */
export type Stored<Schema extends v.GenericSchema> = ReadonlyDeep<v.InferOutput<Schema>>;

/** A whole number, 0 or more. */
export const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A whole number, 1 or more. */
export const POSITIVE_COUNT = v.pipe(COUNT, v.minValue(1));
/** A number, 0..1. */
export const SHARE = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** A SHA-256 in hexadecimal. */
export const DIGEST = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/**
 * An object used as a map. Unlike `v.record`, it checks every key, `__proto__` included,
 * and refuses arrays.
 */
export function mapOf<Value extends v.GenericSchema>(
  key: v.GenericSchema<string>,
  value: Value,
): v.GenericSchema<Record<string, v.InferOutput<Value>>> {
  return v.custom((map) =>
    typeof map === "object" && map !== null && !Array.isArray(map) &&
    Object.entries(map).every(([name, one]) => v.is(key, name) && v.is(value, one))
  );
}

/** Whether text from a file can be one part of a path, and cannot lead out of its folder. */
export function isSafeName(text: unknown): text is string {
  return typeof text === "string" && text.length <= 100 && /^[a-z0-9][\w.~-]*$/i.test(text);
}
