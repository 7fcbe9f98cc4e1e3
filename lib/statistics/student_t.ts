import { checkCount, show } from "../engine/settings.ts";
import { incompleteBeta } from "./incomplete_beta.ts";

/** With more, t is practically Gaussian, and the recurrence below takes long. */
const MOST_DEGREES = 1_000_000;

/**
 * The upper tail of Student's t: P(T > t).
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.17; Abramowitz and
 * Stegun, 26.7. The relative error is below 1e-12 for up to 1,000 degrees of freedom,
 * and below 1e-9 for all others (tests compare with SciPy).
 *
 * @param t any number; infinities are allowed
 * @param degrees of freedom, a whole number, 1..1,000,000
 * @throws {RangeError} for any other
 */
export function tTail(t: number, degrees: number): number {
  checkCount("use % degrees of freedom", degrees, 1, MOST_DEGREES);
  if (typeof t !== "number" || Number.isNaN(t)) {
    throw new RangeError(`Cannot take the tail beyond ${show(t)}: give a number`);
  }
  if (t === Infinity) return 0;
  if (t < 0) return 1 - tTail(-t, degrees);
  const square = t * t;
  const x = degrees / (degrees + square);
  const complement = square / (degrees + square);
  return 0.5 * incompleteBeta(x, complement, degrees / 2, 0.5, halfBeta(degrees));
}

/** Both tails of Student's t: P(|T| > |t|). */
export function tTwoSided(t: number, degrees: number): number {
  return 2 * tTail(typeof t === "number" ? Math.abs(t) : t, degrees);
}

/**
 * The quantile of Student's t: T stays below this with some probability.
 *
 * @param probability 0.5 or more, less than 1
 * @param degrees of freedom, a whole number, 1..1,000,000
 * @throws {RangeError} for any other
 */
export function tQuantile(probability: number, degrees: number): number {
  if (!(typeof probability === "number" && probability >= 0.5 && probability < 1)) {
    throw new RangeError(
      `Cannot take the quantile of ${
        show(probability)
      }: give a probability from 0.5 to less than 1`,
    );
  }
  const key = `${probability} ${degrees}`;
  const known = knownQuantiles.get(key);
  if (known !== undefined) return known;
  const quantile = findQuantile(1 - probability, degrees);
  knownQuantiles.set(key, quantile);
  return quantile;
}

/** A cache: reports and simulations ask for few quantiles, often. */
const knownQuantiles = new Map<string, number>();

function findQuantile(tail: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (tTail(high, degrees) > tail) high *= 2;
  // Bisection ends when no double lies between the two.
  while (true) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (tTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
}

/** B(degrees / 2, 1/2), from B(1/2, 1/2) = pi, B(1, 1/2) = 2 and the recurrence. */
function halfBeta(degrees: number): number {
  let a = degrees % 2 === 1 ? 0.5 : 1;
  let beta = degrees % 2 === 1 ? Math.PI : 2;
  for (; a < degrees / 2; a += 1) beta *= a / (a + 0.5);
  return beta;
}
