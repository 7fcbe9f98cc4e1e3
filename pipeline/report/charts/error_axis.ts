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

/** An accuracy as the error that the axis is spaced by; what lies outside is drawn at the edge. */
export function errorOf(accuracy: number, [most, least]: ErrorDomain): number {
  return Math.min(Math.max(1 - accuracy, least), most);
}

/** The mean, lowest and highest accuracy of a point, as errors, and the mean in percent. */
export function spreadOf({ accuracies }: Point, domain: ErrorDomain) {
  return {
    mean: errorOf(mean(accuracies), domain),
    low: errorOf(Math.min(...accuracies), domain),
    high: errorOf(Math.max(...accuracies), domain),
    text: (100 * mean(accuracies)).toFixed(1),
  };
}

/** The accuracies that the axis is labelled at. */
const TICKS = [0.1, 0.5, 0.8, 0.9, 0.95, 0.98];

/** The encoding of a field that holds errors. */
export function errorAxis(field: string, domain: ErrorDomain, hasLabels = true) {
  return {
    field,
    type: "quantitative" as const,
    scale: { type: "log" as const, domain: [...domain], nice: false, reverse: false },
    axis: {
      title: null,
      values: TICKS.map((accuracy) => 1 - accuracy),
      domain: false,
      ticks: false,
      labels: hasLabels,
      labelPadding: 9, // Clear of the diamond at iteration 0.
      labelExpr: "format(100 * (1 - datum.value), '.0f') + ' %'",
    },
  };
}
