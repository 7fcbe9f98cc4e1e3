import type { RecordedNumbers } from "../../../lib/document/recorded.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import type { Run } from "../../training/summarise.ts";
import type { Chart } from "./draw.ts";
import { ink } from "./theme.ts";

/** Errors that the axis is labelled at: 10 %, 50 %, ... 99 % right. */
const TICKS = [0.9, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
/** The ends of the axis; what errs less is drawn at the edge. */
const DOMAIN = [0.96, 0.005];

/** An accuracy as the error that the axis is spaced by. */
function error(accuracy: number): number {
  return Math.min(Math.max(1 - accuracy, DOMAIN[1]!), DOMAIN[0]!);
}

/**
 * Accuracy over the iterations: every seed as a thin line, their mean with dots,
 * and the document's numbers as diamonds. The axis is spaced by the logarithm of
 * the error, so that halving the error is the same step everywhere.
 *
 * @param iterations the length of the horizontal axis
 */
export function learningCurve(
  name: string,
  iterations: number,
  runs: readonly Run[],
  recorded: RecordedNumbers | undefined,
): Chart {
  const points = runs[0]!.checkpoints.map(({ iteration }, k) => ({ iteration, k }));
  const seeds = runs.flatMap((run) =>
    run.checkpoints.map(({ iteration, testAccuracy }) => ({
      seed: run.seed,
      iteration,
      error: error(testAccuracy),
    }))
  );
  const means = points.flatMap(({ iteration, k }) => [
    {
      iteration,
      set: "test",
      error: error(mean(runs.map((run) => run.checkpoints[k]!.testAccuracy))),
    },
    {
      iteration,
      set: "train",
      error: error(mean(runs.map((run) => run.checkpoints[k]!.trainAccuracy))),
    },
  ]);
  const inDocument = (recorded?.checkpoints ?? []).flatMap(([, test], k) =>
    test === null || points[k] === undefined
      ? []
      : [{ iteration: points[k].iteration, error: error(test) }]
  );
  if (recorded?.prose !== undefined) {
    inDocument.push({ iteration: points.at(-1)!.iteration, error: error(recorded.prose) });
  }

  const x = {
    field: "iteration",
    type: "quantitative" as const,
    scale: { domain: [0, iterations], nice: false },
    axis: { title: null, grid: false, tickCount: 4, format: ",d" },
  };
  const y = {
    field: "error",
    type: "quantitative" as const,
    scale: { type: "log" as const, domain: DOMAIN, nice: false, reverse: false },
    axis: {
      title: null,
      values: TICKS,
      domain: false,
      ticks: false,
      labelPadding: 9, // Clear of the diamond at iteration 0.
      labelExpr: "format(100 * (1 - datum.value), '.0f') + ' %'",
    },
  };
  const dots = points.length <= 10;
  return {
    name,
    spec: {
      width: 290,
      height: 190,
      encoding: { x, y },
      layer: [
        {
          data: { values: seeds },
          mark: { type: "line", color: ink("runSoft"), strokeWidth: 1, opacity: 0.7 },
          encoding: { detail: { field: "seed", type: "nominal" } },
        },
        {
          data: { values: means.filter(({ set }) => set === "train") },
          mark: { type: "line", color: ink("muted"), strokeWidth: 1.25, strokeDash: [4, 3] },
        },
        {
          data: { values: means.filter(({ set }) => set === "test") },
          mark: {
            type: "line",
            color: ink("run"),
            strokeWidth: 2,
            ...(dots ? { point: { color: ink("run"), size: 34 } } : {}),
          },
        },
        {
          data: { values: inDocument },
          mark: {
            type: "point",
            shape: "diamond",
            color: ink("document"),
            fill: ink("background"),
            strokeWidth: 1.75,
            size: dots ? 80 : 40,
            opacity: 1,
          },
        },
      ],
    },
  };
}
