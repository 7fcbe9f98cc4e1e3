/**
 * Accuracy on a logarithmic axis of the error: halving the error is the same step
 * everywhere.
 *
 * @module
 */

import type { MeasuredRun } from "../../../lib/documents/measured_run.ts";
import { mean } from "../../../lib/statistics/summary.ts";

/** The ends of an axis, as errors. */
export type ErrorDomain = readonly [most: number, least: number];

/** The accuracies after an iteration, one per seed, 0..1. */
export interface Point {
  readonly iteration: number;
  readonly accuracies: readonly number[];
}

/** The accuracies between the checkpoints. */
export function pointsOf(runs: readonly MeasuredRun[]): Point[] {
  const [first] = runs;
  return (first?.probes.accuracies ?? []).map((_, k) => ({
    iteration: k * first!.probes.every,
    accuracies: runs.map(({ probes }) => probes.accuracies[k]!),
  }));
}

/** Accuracies to label, if they are on the axis. */
const TICKS = [0.1, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995];
/** Smaller errors are drawn as this one: 0 has no logarithm. */
const LEAST_ERROR = 0.001;

export class ErrorScale {
  readonly #domain: ErrorDomain;

  /** Extends the usual ends, if an accuracy is beyond them. */
  constructor(accuracies: readonly number[], [most, least]: ErrorDomain) {
    const errors = accuracies.map(errorOf);
    this.#domain = [Math.max(most, ...errors), Math.min(least, ...errors)];
  }

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

  /** The position of an error from the top, 0..1. */
  depthOf(error: number): number {
    const [most, least] = this.#domain;
    return 1 - Math.log(most / error) / Math.log(most / least);
  }
}

/** The error of an accuracy, at least {@linkcode LEAST_ERROR}. */
export function errorOf(accuracy: number): number {
  return Math.max(1 - accuracy, LEAST_ERROR);
}

/** The mean, lowest and highest accuracy of a point, as errors, and the mean in percent. */
export function spreadOf({ iteration, accuracies }: Point) {
  return {
    iteration,
    mean: errorOf(mean(accuracies)),
    low: errorOf(Math.min(...accuracies)),
    high: errorOf(Math.max(...accuracies)),
    text: (100 * mean(accuracies)).toFixed(1),
  };
}
