import { log } from "../engine/math/log.ts";
import { show } from "../engine/settings.ts";

/** A polynomial, its constant coefficient first. */
type Polynomial = readonly number[];

/** Numerator and denominator of the approximation in the middle, 0.075..0.925. */
const MIDDLE: readonly [Polynomial, Polynomial] = [
  [
    3.3871328727963666080,
    1.3314166789178437745e+2,
    1.9715909503065514427e+3,
    1.3731693765509461125e+4,
    4.5921953931549871457e+4,
    6.7265770927008700853e+4,
    3.3430575583588128105e+4,
    2.5090809287301226727e+3,
  ],
  [
    1,
    4.2313330701600911252e+1,
    6.8718700749205790830e+2,
    5.3941960214247511077e+3,
    2.1213794301586595867e+4,
    3.9307895800092710610e+4,
    2.8729085735721942674e+4,
    5.2264952788528545610e+3,
  ],
];
/** In the tails, down to about exp(-25). */
const TAIL: readonly [Polynomial, Polynomial] = [
  [
    1.42343711074968357734,
    4.63033784615654529590,
    5.76949722146069140550,
    3.64784832476320460504,
    1.27045825245236838258,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
  ],
  [
    1,
    2.05319162663775882187,
    1.67638483018380384940,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
  ],
];

/**
 * The quantile of the standard Gaussian: it stays below this with some probability.
 *
 * Source: Wichura, algorithm AS 241 (PPND16), Applied Statistics 37, 1988. The
 * relative error is below 1e-15.
 *
 * @param probability between 1e-10 and 1 - 1e-10
 * @throws {RangeError} for any other
 */
export function normalQuantile(probability: number): number {
  if (!(typeof probability === "number" && probability >= 1e-10 && probability <= 1 - 1e-10)) {
    throw new RangeError(
      `Cannot take the quantile of ${
        show(probability)
      }: give a probability between 1e-10 and 1 - 1e-10`,
    );
  }
  const centred = probability - 0.5;
  if (Math.abs(centred) <= 0.425) {
    return centred * ratio(MIDDLE, 0.180625 - centred * centred);
  }
  const tail = centred < 0 ? probability : 1 - probability;
  const value = ratio(TAIL, Math.sqrt(-log(tail)) - 1.6);
  return centred < 0 ? -value : value;
}

function ratio([numerator, denominator]: readonly [Polynomial, Polynomial], x: number): number {
  return evaluate(numerator, x) / evaluate(denominator, x);
}

function evaluate(polynomial: Polynomial, x: number): number {
  return polynomial.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
