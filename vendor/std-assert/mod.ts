/**
 * A stand-in for `@std/assert` over `node:assert`, for machines that cannot reach
 * JSR: the functions that Retrace uses, with the same behaviour, and nothing more.
 * Removing "links" from deno.json switches to the real package;
 * `tests/vendor_test.ts` holds both to the same table.
 *
 * @module
 */

import node from "node:assert/strict";

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/** Fails unless `condition` holds. */
export function assert(condition: unknown, message = ""): asserts condition {
  node.ok(condition, message);
}

/** Fails unless the two, which are plain data, are deeply equal; 0 and -0 are. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  if (isEqual(actual, expected)) return;
  node.deepStrictEqual(actual, expected, message);
  node.fail(message ?? "Values are not equal."); // Where only the real package is strict.
}

type Data = Record<PropertyKey, unknown>;

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (prototypeOf(a) !== prototypeOf(b)) return false;
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof RegExp || a instanceof URL) return String(a) === String(b);
  if (a instanceof ArrayBuffer || a instanceof SharedArrayBuffer) {
    return isEqual(new Uint8Array(a), new Uint8Array(b as ArrayBuffer));
  }
  if (ArrayBuffer.isView(a)) {
    const [left, right] = [a as Float64Array, b as Float64Array];
    return left.length === right.length &&
      left.every((value, i) => value === right[i] || Object.is(value, right[i]));
  }
  if (a instanceof Set || a instanceof Map) {
    const [left, right] = [[...a], [...b as Set<unknown> | Map<unknown, unknown>]];
    return left.length === right.length &&
      left.every((one) => right.some((other) => isEqual(one, other)));
  }
  if (!Array.isArray(a) && prototypeOf(a) !== Object.prototype) {
    throw new TypeError("Cannot compare: this stand-in of @std/assert knows plain data only");
  }
  const merged = { ...a, ...b };
  return Object.keys(a).length === Object.keys(b).length &&
    Reflect.ownKeys(merged).every((key) =>
      key in a && key in b && isEqual((a as Data)[key], (b as Data)[key])
    );
}

/** Where an object's methods come from; without any, it counts as a plain object. */
function prototypeOf(value: object): unknown {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

/** Fails unless the two numbers differ by no more than `tolerance`. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance = Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7,
  message?: string,
): void {
  if (Object.is(actual, expected)) return;
  const difference = Math.abs(expected - actual);
  node.ok(
    difference <= tolerance,
    message ?? `${actual} differs from ${expected} by ${difference}, more than ${tolerance}`,
  );
}

/** Fails unless `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  node.ok(actual.includes(expected), message ?? `"${actual}" does not include "${expected}"`);
}

/** Fails unless `actual` matches `expected`. */
export function assertMatch(actual: string, expected: RegExp, message?: string): void {
  node.match(actual, expected, message);
}

/** Fails unless `action` throws an error of a class, with a message that includes some text. */
export function assertThrows<E extends Error = Error>(
  action: () => unknown,
  errorClass?: ErrorClass<E>,
  messageIncludes = "",
): E {
  try {
    action();
  } catch (error) {
    return checkError(error, errorClass, messageIncludes);
  }
  return node.fail("Expected function to throw.");
}

/** The same for a promise that is rejected; `action` itself must not throw. */
export async function assertRejects<E extends Error = Error>(
  action: () => PromiseLike<unknown>,
  errorClass?: ErrorClass<E>,
  messageIncludes = "",
): Promise<E> {
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = action();
  } catch {
    // No promise.
  }
  if (typeof promise?.then !== "function") {
    return node.fail("Function throws when expected to reject.");
  }
  try {
    await promise;
  } catch (error) {
    return checkError(error, errorClass, messageIncludes);
  }
  return node.fail("Expected function to reject.");
}

function checkError<E extends Error>(
  error: unknown,
  errorClass: ErrorClass<E> | undefined,
  messageIncludes: string,
): E {
  if (errorClass !== undefined) {
    node.ok(error instanceof errorClass, `unexpected error: ${error}`);
    assertStringIncludes(error.message, messageIncludes);
  }
  return error as E;
}
