import type { TopLevelSpec } from "vega-lite";
import type { MeasuredRun } from "../../../lib/documents/measured_run.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type Layout, WIDTHS } from "../layout.ts";
import { ink } from "../theme.ts";

/** The mean learning curves of an experiment before (dashed) and after a change (solid). */
export function overlay(
  title: string,
  before: readonly MeasuredRun[],
  after: readonly MeasuredRun[],
  layout: Layout,
): TopLevelSpec {
  const points = (runs: readonly MeasuredRun[], when: string) =>
    (runs[0]?.probes.accuracies ?? []).map((_, k) => ({
      when,
      iteration: k * runs[0]!.probes.every,
      accuracy: 100 * mean(runs.map((run) => run.probes.accuracies[k]!)),
    }));
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
      color: {
        field: "when",
        type: "nominal",
        scale: { domain: ["before", "after"], range: [ink("document"), ink("run")] },
      },
      strokeDash: {
        field: "when",
        type: "nominal",
        scale: { domain: ["before", "after"], range: [[4, 3], [1, 0]] },
      },
    },
  };
}
