import type { Experiment } from "../../../lib/documents/experiment.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type CurvePanel, learningCurves } from "../charts/learning_curves.ts";
import { lastRecorded, recordedOf } from "../comparison.ts";
import { percent, percentDigits } from "../format.ts";
import type { Judged } from "../judged.ts";
import type { ChartFigure } from "./figure.ts";

/** The kinds of experiments, each of which has a chart. */
export const KINDS = ["as-written", "corrected", "control"] as const;

/** The learning curves of a kind of experiments; none if none was run. */
export function curvesFigure(kind: Experiment["kind"], results: Judged): ChartFigure[] {
  const { experiments, strings: t } = results;
  const panels = experiments.filter((experiment) => experiment.kind === kind)
    .map(({ id, training }): CurvePanel => {
      const runs = results.runsOf(id);
      const last = lastRecorded(id, results);
      // Beside the document's figure stands ours at the same checkpoint.
      const { checkpoint } = last ?? { checkpoint: -1 };
      const ours = mean(runs.map((run) => run.checkpoints.at(checkpoint)!.testAccuracy));
      return {
        title: id,
        ours: `${percent(ours)} %`,
        inDocument: last === undefined
          ? ""
          : `${percent(last.recorded, percentDigits(last.step))} %`,
        iterations: training.iterations,
        runs,
        recorded: recordedOf(id, results),
      };
    });
  if (panels.length === 0) return [];
  return [{
    name: `curves-${kind}`,
    draw: (layout) => learningCurves(panels, t.charts.document, layout),
    control: { label: t.charts.training, min: 0, max: 100, step: 5, field: "from", unit: " %" },
  }];
}
