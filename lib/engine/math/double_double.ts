/**
 * Error-free transformations: sums and products of two doubles together with
 * the part that rounding would have lost.
 *
 * Sources: Knuth, "The Art of Computer Programming" vol. 2, 4.2.2 (two-sum);
 * Dekker, "A floating-point technique for extending the available precision",
 * Numer. Math. 18 (1971) (splitting and two-product).
 *
 * @module
 */

/** An unevaluated sum `high + low`, where `high` is the sum rounded to double. */
export interface DoubleDouble {
  /** The leading double. */
  high: number;
  /** What is left of the exact value after `high`. */
  low: number;
}

/** 2^27 + 1: multiplies out the upper 26 bits of a double. */
const SPLITTER = 134217729;

/** `a + b` exactly, as a rounded sum and its error. */
export function twoSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const bPart = high - a;
  const low = (a - (high - bPart)) + (b - bPart);
  return { high, low };
}

/** `a * b` exactly (barring overflow), as a rounded product and its error. */
export function twoProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  const low = aLow * bLow - (((high - aHigh * bHigh) - aLow * bHigh) - aHigh * bLow);
  return { high, low };
}
