/**
 * Accuracy on an axis that is spaced by the logarithm of the error, so that halving
 * the error is the same step everywhere.
 *
 * @module
 */

/** An accuracy as the error that the axis is spaced by; what lies outside is drawn at the edge. */
export function errorOf(accuracy: number, [most, least]: readonly [number, number]): number {
  return Math.min(Math.max(1 - accuracy, least), most);
}

/**
 * The encoding of a field that holds errors.
 *
 * @param ticks accuracies to label, 0..1
 */
export function errorAxis(
  field: string,
  domain: readonly [most: number, least: number],
  ticks: readonly number[],
  labels = true,
) {
  return {
    field,
    type: "quantitative" as const,
    scale: { type: "log" as const, domain: [...domain], nice: false, reverse: false },
    axis: {
      title: null,
      values: ticks.map((accuracy) => 1 - accuracy),
      domain: false,
      ticks: false,
      labels,
      labelPadding: 9, // Clear of the diamond at iteration 0.
      labelExpr: "format(100 * (1 - datum.value), '.0f') + ' %'",
    },
  };
}
