import { mean } from "../../../lib/statistics/summary.ts";
import { iterationsTo, measureRun } from "../../../lib/verdict/measure.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { optimizerRacers, OPTIMIZERS } from "../charts.ts";
import { percent, percentOverSeeds, wholeNumber } from "../format.ts";
import type { Run } from "../../training/summarise.ts";
import { heading, type Judged } from "./build.ts";

/** The accuracy that a race is run to. */
const GOAL = 0.9;

/** The optimisers on one network. */
export function optimizers(results: Judged): Block[] {
  const racers = optimizerRacers(results);
  if (racers.length === 0) return [];
  return [
    heading(2, "The optimisers on one and the same network", "optimizers"),
    paragraph(
      "Loss of the mini-batch after each update, mean of 50 iterations, on 100 × 4 with He initialisation. Each optimiser has the learning rate of the document; RMSprop as written adds its decay instead of multiplying by it.",
    ),
    {
      kind: "figure",
      figure: {
        name: OPTIMIZERS,
        wide: true,
        alt: "Loss over the iterations for SGD, momentum, AdaGrad, RMSprop and Adam",
      },
    },
    {
      kind: "table",
      columns: [
        { title: "Optimiser" },
        { title: `Iterations to ${percent(GOAL, 0)} %, median`, align: "right" },
        { title: "Never got there", align: "right" },
        { title: "Mean over the first 600, %", align: "right" },
        { title: "At the end, %", align: "right" },
      ],
      rows: racers.map(({ label, runs }): Line[] => [
        [label],
        [medianIterations(runs)],
        [`${runs.filter((run) => iterationsTo(GOAL, run) === Infinity).length} of ${runs.length}`],
        [percent(mean(runs.map((run) => measureRun("accuracy-over-600", run))), 1)],
        [percentOverSeeds(runs.map(({ end }) => end.testAccuracy))],
      ]),
    },
  ];
}

/** The lower median, so that it is a number that was seen. */
function medianIterations(runs: readonly Run[]): string {
  const sorted = runs.map((run) => iterationsTo(GOAL, run)).sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)]!;
  return median === Infinity ? "never" : wholeNumber(median);
}
