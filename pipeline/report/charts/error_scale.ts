/**
 * Accuracy on an axis that is spaced by the logarithm of the error, so that halving
 * the error is the same step everywhere.
 *
 * @module
 */

import { mean } from "../../../lib/statistics/summary.ts";

/** The ends of an axis, as errors. */
export type ErrorDomain = readonly [most: number, least: number];

/** Accuracies after an iteration, one for each seed, 0..1. */
export interface Point {
  readonly iteration: number;
  readonly accuracies: readonly number[];
}

/** The accuracies that an axis is labelled at, as far as they are on it. */
const TICKS = [0.1, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995];
/** A logarithm has no place for an error of 0; smaller errors are drawn as this one. */
const LEAST_ERROR = 0.001;

/** An axis with room for some accuracies. */
export class ErrorScale {
  readonly #domain: ErrorDomain;

  /** @param usual the ends, unless an accuracy is beyond them */
  constructor(accuracies: readonly number[], [most, least]: ErrorDomain) {
    const errors = accuracies.map(errorOf);
    this.#domain = [Math.max(most, ...errors), Math.min(least, ...errors)];
  }

  /** The encoding of a field that contains errors. */
  encode(field: string, hasLabels = true) {
    const [most, least] = this.#domain;
    return {
      field,
      type: "quantitative" as const,
      scale: { type: "log" as const, domain: [most, least], nice: false, reverse: false },
      axis: {
        title: null,
        values: TICKS.map((accuracy) => 1 - accuracy).filter((error) => error >= least),
        domain: false,
        ticks: false,
        labels: hasLabels,
        labelPadding: 9, // Clear of a diamond at iteration 0.
        labelExpr: "format(100 * (1 - datum.value), '~f') + ' %'",
      },
    };
  }

  /** How far down an error is drawn, 0..1. */
  depthOf(error: number): number {
    const [most, least] = this.#domain;
    return 1 - Math.log(most / error) / Math.log(most / least);
  }
}

/** The error that belongs to an accuracy. */
export function errorOf(accuracy: number): number {
  return Math.max(1 - accuracy, LEAST_ERROR);
}

/** The mean, lowest and highest accuracy of a point, as errors, and the mean in percent. */
export function spreadOf({ accuracies }: Point) {
  return {
    mean: errorOf(mean(accuracies)),
    low: errorOf(Math.min(...accuracies)),
    high: errorOf(Math.max(...accuracies)),
    text: (100 * mean(accuracies)).toFixed(1),
  };
}
