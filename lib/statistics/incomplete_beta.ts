import { exp } from "../engine/math/exp.ts";
import { log } from "../engine/math/log.ts";

/** The continued fraction has converged when a step changes it by less than this. */
const CONVERGED = 1e-16;
/** Many more steps than any argument here needs. */
const MOST_STEPS = 10_000;
/** Replaces 0 where the continued fraction would divide by it. */
const TINY = 1e-300;

/**
 * The regularised incomplete beta function I_x(a, b).
 *
 * Source: the continued fraction 8.17.22 of the NIST Digital Library of
 * Mathematical Functions, evaluated from the front (Lentz, Applied Optics 15,
 * 1976). It converges fast for x below (a + 1) / (a + b + 2); beyond, the symmetry
 * I_x(a, b) = 1 - I_{1-x}(b, a) is used.
 *
 * @param x 0..1
 * @param complement 1 - x, given separately because x may be too near 1 to compute it from
 * @param a more than 0
 * @param b more than 0
 * @param beta the beta function B(a, b)
 */
export function incompleteBeta(
  x: number,
  complement: number,
  a: number,
  b: number,
  beta: number,
): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(complement, x, b, a, beta);
  return exp(a * log(x) + b * log(complement)) / (a * beta) * continuedFraction(x, a, b);
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - (a + b) * x / (a + 1));
  let fraction = d;
  for (let m = 1; m < MOST_STEPS; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < CONVERGED) break;
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
