import { checkCount, checkNumber } from "../engine/settings.ts";
import { normalQuantile } from "./normal.ts";

/** A range of numbers. */
export type Interval = readonly [low: number, high: number];

/** With more, a test would take too long. */
const MOST = 1_000_000;

/** 95 %, two-sided, as a quantile of the Gaussian. */
const Z_95 = normalQuantile(0.975);

/**
 * The 95 % interval of a share, from how often something happened. It stays within 0..1
 * and makes sense even if it happened always or never.
 *
 * Source: Wilson, Journal of the American Statistical Association 22, 1927.
 *
 * @param happened how often, 0..count; a tie may count as a half
 * @param count out of how many, 1..1,000,000
 * @throws {RangeError} if these are anything else
 */
export function wilsonInterval(happened: number, count: number): Interval {
  checkCount("take a share in %", count, 1, MOST);
  checkNumber(`take the share of % in ${count}`, happened, { from: 0, to: count });
  const square = Z_95 * Z_95;
  const share = happened / count;
  const centre = share + square / (2 * count);
  const half = Z_95 * Math.sqrt(share * (1 - share) / count + square / (4 * count * count));
  const scale = 1 + square / count;
  // Rounding must not move the exact ends inwards.
  const low = happened === 0 ? 0 : (centre - half) / scale;
  const high = happened === count ? 1 : (centre + half) / scale;
  return [low, high];
}

/**
 * The exact two-sided binomial test of a share against one half: twice the smaller
 * tail, at most 1.
 *
 * @param happened how often, a whole number 0..count
 * @param count out of how many, 1..1,000,000
 * @throws {RangeError} if these are anything else
 */
export function signTest(happened: number, count: number): number {
  checkCount("test a share in %", count, 1, MOST);
  checkCount(`test the share of % in ${count}`, happened, 0, count);
  const few = Math.min(happened, count - happened);
  // The tail from its largest term downwards: C(n, k - 1) / C(n, k) = k / (n - k + 1).
  let term = binomialOfHalf(few, count);
  let tail = 0;
  for (let k = few; k >= 0; k--) {
    tail += term;
    term *= k / (count - k + 1);
  }
  return Math.min(1, 2 * tail);
}

/** C(n, k) / 2^n; halved in between so that nothing overflows. */
function binomialOfHalf(k: number, n: number): number {
  let value = 1;
  let halvings = 0;
  for (let i = 1; i <= k; i++) {
    value *= (n - k + i) / i;
    for (; value > 1 && halvings < n; halvings++) value /= 2;
  }
  for (; halvings < n; halvings++) value /= 2;
  return value;
}
