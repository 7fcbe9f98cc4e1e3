import { checkNumbers, FINITE } from "../engine/settings.ts";

/**
 * The arithmetic mean.
 *
 * @param values one or more; NaN, as in a run that diverged, makes it NaN
 * @throws {RangeError} if there are none, or they are not numbers
 */
export function mean(values: readonly number[]): number {
  checkNumbers("take the mean of % numbers", values, 1);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The standard deviation of a sample.
 *
 * @param values two or more; NaN makes it NaN
 * @throws {RangeError} if there are fewer, or they are not numbers
 */
export function standardDeviation(values: readonly number[]): number {
  checkNumbers("take the standard deviation of % numbers", values, 2);
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return Math.sqrt(squares / (values.length - 1));
}

/**
 * The interquartile mean: the mean after dropping a quarter of the values, rounded down,
 * at each end.
 *
 * Source: Agarwal et al., "Deep Reinforcement Learning at the Edge of the
 * Statistical Precipice", NeurIPS 2021; the same as SciPy's trim_mean at 0.25.
 *
 * @param values one or more finite numbers
 * @throws {RangeError} if there are none, or they are anything else
 */
export function interquartileMean(values: readonly number[]): number {
  checkNumbers("take the interquartile mean of % numbers", values, 1, FINITE);
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length / 4);
  return mean(sorted.slice(cut, sorted.length - cut));
}
