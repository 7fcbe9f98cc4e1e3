import {
  checkCount,
  checkNumber,
  checkNumbers,
  FINITE,
  FROM_0,
  POSITIVE,
  type Range,
} from "../engine/settings.ts";
import type { Interval } from "./share.ts";
import { mean, standardDeviation } from "./summary.ts";
import { tQuantile, tTail, tTwoSided } from "./student_t.ts";

/** Valid significance levels. */
const LEVEL: Range = { from: 0, to: 1, above: true, below: true };

/** What paired differences say about their mean. */
export interface PairedSummary {
  /** The number of differences. */
  readonly count: number;
  /** Their mean. */
  readonly mean: number;
  /** Their standard deviation. */
  readonly deviation: number;
  /** The 95 % t-interval of the mean. */
  readonly interval95: Interval;
  /** The 90 % t-interval of the mean, which decides on equivalence. */
  readonly interval90: Interval;
  /** The two-sided p-value of the hypothesis that the true mean is 0. */
  readonly pDifference: number;
  /**
   * The p-value of the hypothesis that the true mean is at least as far from 0 as the
   * margin: the larger of two one-sided tests.
   */
  readonly pEquivalence: number;
}

/**
 * The t-tests of paired differences, against 0 and against a margin.
 *
 * If all differences are equal, the interval is a point, and the p-values are 0 or 1.
 *
 * Sources: Student, Biometrika 6, 1908; for equivalence Schuirmann, Journal of
 * Pharmacokinetics and Biopharmaceutics 15, 1987.
 *
 * @param differences finite numbers, 2 or more
 * @param margin the smallest difference that matters, more than 0
 * @throws {RangeError} if these are anything else
 */
export function summarisePaired(differences: readonly number[], margin: number): PairedSummary {
  checkNumbers("test % differences", differences, 2, FINITE);
  checkNumber("test differences against the margin", margin, POSITIVE);
  const count = differences.length;
  const degrees = count - 1;
  const centre = mean(differences);
  const deviation = standardDeviation(differences);
  const error = deviation / Math.sqrt(count);
  const around = (probability: number): Interval => {
    const half = tQuantile(probability, degrees) * error;
    return [centre - half, centre + half];
  };
  // A mean of exactly 0 without any spread would be 0 / 0; it shows no difference.
  const inErrors = (value: number): number => value === 0 ? 0 : value / error;
  return {
    count,
    mean: centre,
    deviation,
    interval95: around(0.975),
    interval90: around(0.95),
    pDifference: tTwoSided(inErrors(centre), degrees),
    pEquivalence: tTail(inErrors(margin - Math.abs(centre)), degrees),
  };
}

/**
 * The smallest true mean difference that a two-sided test finds with a probability of
 * about 80 %: (t_0.975 + t_0.80) s / sqrt(n) at a level of 5 %.
 *
 * @param deviation the standard deviation of the differences, 0 or more
 * @param count the number of differences, 2 or more
 * @param level of the test, more than 0 and less than 1
 * @throws {RangeError} if these are anything else
 */
export function detectableDifference(deviation: number, count: number, level = 0.05): number {
  checkNumber("find differences with the standard deviation", deviation, FROM_0);
  checkCount("find differences in % pairs", count, 2);
  checkNumber("test at the level", level, LEVEL);
  const degrees = count - 1;
  return (tQuantile(1 - level / 2, degrees) + tQuantile(0.8, degrees)) * deviation /
    Math.sqrt(count);
}

/** With more pairs than this, the number is not worth telling. */
const MOST_PAIRS = 100_000;

/**
 * How many pairs a test needs to find a true mean difference with a probability of 80 %;
 * Infinity if more than 100,000.
 *
 * @param deviation the standard deviation of the differences, 0 or more
 * @param difference to be found, 0 or more
 * @param level of the two-sided test, more than 0 and less than 1
 * @throws {RangeError} if these are anything else
 */
export function pairsNeeded(deviation: number, difference: number, level = 0.05): number {
  checkNumber("find the difference", difference, FROM_0);
  const suffices = (count: number): boolean =>
    detectableDifference(deviation, count, level) <= difference;
  let high = 2;
  while (!suffices(high)) {
    high *= 2;
    if (high > MOST_PAIRS) return Infinity;
  }
  let low = high / 2;
  if (high === 2) return 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}
