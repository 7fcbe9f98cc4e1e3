/**
 * A stand-in for `@std/assert` over `node:assert`, for machines that cannot
 * reach JSR: the functions that Retrace uses, with the same behaviour, and
 * nothing more. Removing "links" from deno.json switches to the real package.
 *
 * @module
 */

import node from "node:assert/strict";

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/** Fails unless `condition` holds. */
export function assert(condition: unknown, message = ""): asserts condition {
  node.ok(condition, message);
}

/** Fails unless the two are deeply equal. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  node.deepStrictEqual(actual, expected, message);
}

/** Fails unless the two numbers differ by no more than `tolerance`. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  message?: string,
): void {
  if (Object.is(actual, expected)) return;
  const allowed = tolerance ?? Math.max(Math.abs(expected) * 1e-7, Number.MIN_VALUE);
  const difference = Math.abs(expected - actual);
  node.ok(
    difference <= allowed,
    message ?? `${actual} differs from ${expected} by ${difference}, more than ${allowed}`,
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

/** The same for a promise that is rejected. */
export async function assertRejects<E extends Error = Error>(
  action: () => PromiseLike<unknown>,
  errorClass?: ErrorClass<E>,
  messageIncludes = "",
): Promise<E> {
  try {
    await action();
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
  node.ok(error instanceof (errorClass ?? Error), `unexpected error: ${error}`);
  assertStringIncludes((error as Error).message, messageIncludes);
  return error as E;
}
