/**
 * The constants that `exp` and `log` need, computed from integers alone.
 *
 * Nobody can check a table of digits by reading it, but a series in `BigInt`, with
 * numbers scaled by 2^160, they can. Everything here runs once, when the module is
 * loaded, and takes about a millisecond.
 *
 * @module
 */

import type { DoubleDouble } from "./double_double.ts";

/** Binary digits after the point: as many as three doubles have, so that two are exact. */
const FRACTION_BITS = 160n;

/** The fixed-point number 1. */
export const ONE: bigint = 1n << FRACTION_BITS;

/** `a * b`, both fixed-point. */
function multiply(a: bigint, b: bigint): bigint {
  return (a * b) >> FRACTION_BITS;
}

/** ln((n + 1) / n) = 2 atanh(1 / (2 n + 1)), by the series of atanh. */
export function logOfSuccessorRatio(n: number): bigint {
  const denominator = BigInt(2 * n + 1);
  const square = denominator * denominator;
  let power = ONE / denominator;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power /= square;
  }
  return 2n * sum;
}

/** ln 2. */
export const LN2: bigint = logOfSuccessorRatio(1);

/** exp(x) for a fixed-point 0 <= x < 1, by its Taylor series. */
export function exponential(x: bigint): bigint {
  let term = ONE;
  let sum = ONE;
  for (let k = 1n; term !== 0n; k += 1n) {
    term = multiply(term, x) / k;
    sum += term;
  }
  return sum;
}

/** The two doubles nearest to a fixed-point number: `high + low` to 106 bits. */
export function toDoubleDouble(x: bigint): DoubleDouble {
  // Converting a BigInt to Number rounds to nearest, ties to even; dividing by
  // a power of two is exact.
  const scale = Number(ONE);
  const high = Number(x) / scale;
  const low = Number(x - BigInt(high * scale)) / scale;
  return { high, low };
}
