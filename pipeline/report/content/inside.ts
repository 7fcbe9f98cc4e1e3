import { mean } from "../../../lib/statistics/summary.ts";
import { activationEvenness } from "../../../lib/documents/run_measures.ts";
import { type Block, details, type Line, paragraph } from "../blocks.ts";
import type { Run } from "../../records/run.ts";
import type { Judged } from "../judged.ts";
import { experimentLink } from "./build.ts";

/** Activations and gradients of every experiment. */
export function insideNetworks(results: Judged): Block {
  const t = results.strings.inside;
  const number = (value: number, show: (value: number) => string): string =>
    Number.isFinite(value) ? show(value) : t.diverged;
  const byLayer = (
    runs: readonly Run[],
    valuesOf: (run: Run) => readonly number[],
    show: (value: number) => string,
  ): string =>
    valuesOf(runs[0]!)
      .map((_, layer) => number(mean(runs.map((run) => valuesOf(run)[layer]!)), show))
      .join(" · ");
  return details(t.title, paragraph(t.intro), {
    kind: "table",
    columns: [
      { title: results.strings.recorded.experiment },
      { title: t.spread },
      { title: t.evenness, align: "right" },
      { title: t.neverActive },
      { title: t.gradient },
    ],
    rows: results.experiments.map(({ id }): Line[] => {
      const runs = results.runsOf(id);
      const evenness = mean(runs.map(activationEvenness));
      return [
        [experimentLink(id, results)],
        [byLayer(runs, ({ end }) => end.activationDeviations, significant)],
        [number(evenness, (value) => value.toFixed(3))],
        [byLayer(runs, ({ end }) => end.deadUnits, (share) => (100 * share).toFixed(0))],
        [byLayer(runs, ({ end }) => end.gradientNorms, significant)],
      ];
    }),
  });
}

/** Two digits that count, whatever the size: "0.41", "0.00012". */
function significant(value: number): string {
  return value === 0 ? "0" : Number(value.toPrecision(2)).toString();
}
