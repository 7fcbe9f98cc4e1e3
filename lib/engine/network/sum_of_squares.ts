import type { Round, Values } from "../matrix/dtype.ts";

/** Partial sums that run side by side. */
const LANES = 8;

/**
 * The sum of x^2. Element i goes to partial sum i mod 8; the eight partial sums
 * are then added in pairs. The order is fixed, suits vector instructions, and
 * loses less to rounding than one long sum.
 */
export function sumOfSquares(values: Values, round: Round): number {
  const sums = new Float64Array(LANES);
  for (let i = 0; i < values.length; i++) {
    const lane = i & (LANES - 1);
    sums[lane] = round(sums[lane]! + round(values[i]! * values[i]!));
  }
  for (let width = LANES / 2; width >= 1; width /= 2) {
    for (let lane = 0; lane < width; lane++) {
      sums[lane] = round(sums[lane]! + sums[lane + width]!);
    }
  }
  return sums[0]!;
}
