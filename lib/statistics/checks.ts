import { show } from "../engine/settings.ts";

/**
 * Checks numbers that are going to be summed up.
 *
 * @param action "Cannot <action>: ..."
 * @throws {RangeError} if one is no finite number
 */
export function checkNumbers(action: string, values: readonly unknown[]): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new RangeError(`Cannot ${action}: number ${i} is ${show(value)}; give finite numbers`);
    }
  }
}

/**
 * Checks how often something happened, of how many.
 *
 * @param step 1, or 0.5 where a tie counts as a half
 * @throws {RangeError} if it cannot be
 */
export function checkCounts(happened: unknown, count: unknown, step: 0.5 | 1): void {
  const fits = typeof happened === "number" && typeof count === "number" &&
    Number.isInteger(count) && count >= 1 && Number.isInteger(happened / step) &&
    happened >= 0 && happened <= count;
  if (!fits) {
    throw new RangeError(
      `Cannot judge ${show(happened)} of ${
        show(count)
      }: give how often, and of how many, 1 or more`,
    );
  }
}
