import type { TopLevelSpec } from "vega-lite";
import type { MeasuredRun } from "../../lib/documents/measured_run.ts";
import { mean } from "../../lib/statistics/summary.ts";
import { type Layout, WIDTHS } from "../report/layout.ts";
import { pointsOf } from "../report/charts/error_scale.ts";
import { ink } from "../report/theme.ts";

/** The mean learning curves of an experiment before (dashed) and after a change (solid). */
export function overlay(
  title: string,
  before: readonly MeasuredRun[],
  after: readonly MeasuredRun[],
  layout: Layout,
): TopLevelSpec {
  const points = (runs: readonly MeasuredRun[], when: string) =>
    pointsOf(runs).map(({ iteration, accuracies }) => ({
      when,
      iteration,
      accuracy: 100 * mean(accuracies),
    }));
  const byTime = (range: unknown[]) => ({
    field: "when",
    type: "nominal" as const,
    scale: { domain: ["before", "after"], range },
  });
  return {
    title,
    config: { legend: { orient: "top" } },
    width: Math.min(480, WIDTHS[layout] - 80),
    height: 200,
    data: { values: [...points(before, "before"), ...points(after, "after")] },
    mark: { type: "line", strokeWidth: 2 },
    encoding: {
      x: { field: "iteration", type: "quantitative", axis: { title: null, grid: false } },
      y: {
        field: "accuracy",
        type: "quantitative",
        axis: { title: null, labelExpr: "datum.label + ' %'" },
      },
      color: byTime([ink("document"), ink("run")]),
      strokeDash: byTime([[4, 3], [1, 0]]),
    },
  };
}
