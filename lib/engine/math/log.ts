import { twoProduct, twoSum } from "./double_double.ts";
import { LN2, logOfSuccessorRatio, toDoubleDouble } from "./fixed_point.ts";

/** The table of reciprocals has the step 1/256, so |reduced| stays below 2^-8. */
const STEPS = 256;
/** Smallest and largest table entry: mantissas run from sqrt(1/2) to sqrt(2). */
const FIRST = 180;
const LAST = 363;

/** -ln(n / 256) for n = FIRST..LAST, each as two doubles. */
const LOG_HIGH = new Float64Array(LAST - FIRST + 1);
const LOG_LOW = new Float64Array(LAST - FIRST + 1);
{
  let above = 0n;
  for (let n = STEPS; n <= LAST; n++) {
    const { high, low } = toDoubleDouble(-above);
    LOG_HIGH[n - FIRST] = high;
    LOG_LOW[n - FIRST] = low;
    above += logOfSuccessorRatio(n);
  }
  let below = 0n;
  for (let n = STEPS - 1; n >= FIRST; n--) {
    below += logOfSuccessorRatio(n);
    const { high, low } = toDoubleDouble(below);
    LOG_HIGH[n - FIRST] = high;
    LOG_LOW[n - FIRST] = low;
  }
}

const LN2_PARTS = toDoubleDouble(LN2);
const SQRT2 = Math.sqrt(2);
const TWO_POW_54 = 2 ** 54;

const bits = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm, to within 0.51 units in the last place; it is correctly rounded
 * wherever tests have looked.
 *
 * `Math.log` may differ between engines and versions; this one uses `+ - * /` only, so
 * its bits are the same everywhere. Method: write
 * x = 2^e m, multiply m by a tabulated n/256 near 1/m, so that only
 * log(1 + r) with |r| < 2^-8 is left for a short series; the large parts are
 * added in double-double arithmetic (Tang, "Table-driven implementation of the
 * logarithm function", ACM TOMS 16, 1990).
 *
 * @param x any double
 * @returns ln x; -Infinity for 0, NaN for negative numbers and NaN
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;

  let exponent = 0;
  if (x < 2.2250738585072014e-308) {
    // Scale a subnormal number to where the exponent field is meaningful.
    x *= TWO_POW_54;
    exponent = -54;
  }
  bits.setFloat64(0, x);
  const upper = bits.getUint32(0);
  exponent += (upper >>> 20) - 1023;
  bits.setUint32(0, (upper & 0x000fffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > SQRT2) {
    mantissa *= 0.5;
    exponent += 1;
  }

  const entry = Math.floor(STEPS / mantissa + 0.5);
  const scaled = twoProduct(mantissa, entry / STEPS);
  // Exact: the product lies within a factor of two of 1 (Sterbenz's lemma).
  const reduced = scaled.high - 1;
  const reducedLow = scaled.low;

  // log(1 + r) = r - r^2/2 + tail; the square needs its rounding error, too.
  const square = twoProduct(reduced, reduced);
  const tail = reduced * square.high *
    (1 / 3 +
      reduced *
        (-1 / 4 +
          reduced *
            (1 / 5 + reduced * (-1 / 6 + reduced * (1 / 7 - reduced / 8)))));

  const table = entry - FIRST;
  const whole = twoProduct(exponent, LN2_PARTS.high);
  const first = twoSum(whole.high, LOG_HIGH[table]!);
  const second = twoSum(first.high, reduced);
  const third = twoSum(second.high, -0.5 * square.high);
  const small = whole.low + exponent * LN2_PARTS.low + first.low +
    LOG_LOW[table]! + second.low + third.low - 0.5 * square.low +
    reducedLow * (1 - reduced) + tail;
  return third.high + small;
}
