import { mean } from "../../../lib/statistics/summary.ts";
import { iterationsTo, measureRun } from "../../../lib/verdict/measure.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { optimizerRacers, optimizersName } from "../charts.ts";
import { percent, percentOverSeeds, wholeNumber } from "../format.ts";
import type { Run } from "../../training/summarise.ts";
import type { Judged } from "../judged.ts";
import { heading } from "./build.ts";

/** The accuracy that a race is run to. */
const GOAL = 0.9;

/** The optimisers on one network. */
export function optimizers(results: Judged): Block[] {
  const t = results.strings.optimizers;
  const racers = optimizerRacers(results);
  if (racers.length === 0) return [];
  return [
    heading(2, t.title, "optimizers"),
    paragraph(t.intro),
    {
      kind: "figure",
      figure: {
        name: optimizersName(results),
        wide: true,
        alt: t.alt,
      },
    },
    {
      kind: "table",
      columns: [
        { title: t.optimizer },
        { title: t.iterationsTo(percent(GOAL, 0)), align: "right" },
        { title: t.neverThere, align: "right" },
        { title: t.meanOver600, align: "right" },
        { title: t.atTheEnd, align: "right" },
      ],
      rows: racers.map(({ label, runs }): Line[] => [
        [label],
        [medianIterations(runs) ?? t.never],
        [results.strings.countOf(
          runs.filter((run) => iterationsTo(GOAL, run) === Infinity).length,
          runs.length,
        )],
        [percent(mean(runs.map((run) => measureRun("accuracy-over-600", run))), 1)],
        [percentOverSeeds(runs.map(({ end }) => end.testAccuracy))],
      ]),
    },
  ];
}

/** The lower median, so that it is a number that was seen; undefined for never. */
function medianIterations(runs: readonly Run[]): string | undefined {
  const sorted = runs.map((run) => iterationsTo(GOAL, run)).sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)]!;
  return median === Infinity ? undefined : wholeNumber(median);
}
