import { exponential, LN2, toDoubleDouble } from "./fixed_point.ts";

/** The table holds 2^(j/64) for j = 0..63. */
const STEPS = 64;
const POWER_HIGH = new Float64Array(STEPS);
const POWER_LOW = new Float64Array(STEPS);
for (let j = 0; j < STEPS; j++) {
  const { high, low } = toDoubleDouble(exponential(LN2 * BigInt(j) / 64n));
  POWER_HIGH[j] = high;
  POWER_LOW[j] = low;
}

/**
 * ln 2 / 64 in two parts. The first has its last 21 bits cleared, so that its
 * product with any step count of up to 17 bits is exact.
 */
const STEP_HIGH: number = (() => {
  const keep = 2 ** 38;
  return Math.floor(toDoubleDouble(LN2 / 64n).high * keep) / keep;
})();
const STEP_LOW: number = (() => {
  const exact = LN2 / 64n;
  const keep = 1n << 38n;
  const high = (exact * keep >> 160n) << (160n - 38n);
  return toDoubleDouble(exact - high).high;
})();
const STEPS_PER_UNIT = 1 / toDoubleDouble(LN2 / 64n).high;

/** Above this, exp overflows to Infinity. */
const OVERFLOW = 709.782712893384;
/** Below this, exp rounds to 0. */
const UNDERFLOW = -745.1332191019412;

/** 2^-1022 .. 2^1023: every power of two that is a normal number. */
const POWERS_OF_TWO = new Float64Array(2046);
/** Where 2^0 is. */
const ZEROTH = 1022;
POWERS_OF_TWO[0] = 2.2250738585072014e-308;
for (let k = 1; k < POWERS_OF_TWO.length; k++) POWERS_OF_TWO[k] = 2 * POWERS_OF_TWO[k - 1]!;

/**
 * The exponential function, to within 0.51 units in the last place (one unit where the
 * result is subnormal).
 *
 * `Math.exp` may differ between engines and versions; this one uses `+ - * /` only, so
 * its bits are the same everywhere. Method:
 * x = (64 k + j) ln2/64 + r with |r| < 0.0055, so
 * exp x = 2^k 2^(j/64) exp r, with 2^(j/64) from a table and a short series
 * for exp r (Tang, "Table-driven implementation of the exponential function",
 * ACM TOMS 15, 1989).
 *
 * @param x any double
 * @returns e^x; Infinity above 709.78, 0 below -745.13, NaN for NaN
 */
export function exp(x: number): number {
  if (x !== x) return NaN;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;

  const steps = Math.floor(x * STEPS_PER_UNIT + 0.5);
  const reducedHigh = x - steps * STEP_HIGH;
  const reducedLow = -steps * STEP_LOW;
  const reduced = reducedHigh + reducedLow;
  const series = reducedHigh + (reducedLow + reduced * reduced *
      (1 / 2 + reduced *
          (1 / 6 + reduced * (1 / 24 + reduced * (1 / 120 + reduced / 720)))));

  const entry = steps & (STEPS - 1);
  const exponent = (steps - entry) / STEPS;
  const high = POWER_HIGH[entry]!;
  const value = high + (POWER_LOW[entry]! + high * series);
  if (exponent >= -1021 && exponent <= 1023) return value * POWERS_OF_TWO[ZEROTH + exponent]!;
  // At the ends of the range, 2^exponent alone is not a normal number.
  const half = Math.floor(exponent / 2);
  return value * POWERS_OF_TWO[ZEROTH + half]! * POWERS_OF_TWO[ZEROTH + exponent - half]!;
}
