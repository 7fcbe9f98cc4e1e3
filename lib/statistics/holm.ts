import { checkNumbers, FROM_0_TO_1 } from "../engine/settings.ts";

/**
 * Adjusts p-values for multiple tests: if every adjusted value below 0.05 is called a
 * finding, the probability of even one false finding is at most 5 %.
 *
 * The smallest is multiplied by their number, the next by one less, and so on; none may
 * end up below the one before it, or above 1.
 *
 * Source: Holm, Scandinavian Journal of Statistics 6, 1979.
 *
 * @param values 0..1, in any order
 * @returns the adjusted values in the same order
 * @throws {RangeError} if they are not p-values
 */
export function holm(values: readonly number[]): number[] {
  checkNumbers("adjust % p-values", values, 0, FROM_0_TO_1);
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const adjusted = new Array<number>(values.length);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, values[index]! * (values.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}
