import { mean } from "../../../lib/statistics/summary.ts";
import { iterationsTo, measureRun } from "../../../lib/verdict/measure.ts";
import { type Block, details, type Line, paragraph } from "../blocks.ts";
import type { Racer } from "../charts/optimizer_race.ts";
import { GOAL, optimizerRacers, optimizersFigure } from "../figures/optimizers.ts";
import { percent, percentOverSeeds, wholeNumber } from "../format.ts";
import type { Judged } from "../judged.ts";
import { figure, heading } from "./build.ts";

/** The chart has a point every 20 iterations, its table a row every 200. */
const EVERY = 200;

/** The optimisers on one network. */
export function optimizers(results: Judged): Block[] {
  const t = results.strings.optimizers;
  const racers = optimizerRacers(results);
  if (racers.length === 0) return [];
  const alt = racers.map(({ label, atGoal }) => `${label}: ${iterations(atGoal, t.never)}`);
  return [
    heading(2, title(racers, results), "optimizers"),
    paragraph(t.intro(percent(GOAL, 0))),
    ...optimizersFigure(results).map((chart) =>
      figure(chart, `${t.iterationsTo(percent(GOAL, 0))}: ${alt.join(", ")}`)
    ),
    {
      kind: "table",
      columns: [
        { title: t.optimizer },
        { title: t.iterationsTo(percent(GOAL, 0)), align: "right" },
        { title: t.neverThere, align: "right" },
        { title: t.meanOver600, align: "right" },
        { title: t.atTheEnd, align: "right" },
      ],
      rows: racers.map(({ label, runs, atGoal }): Line[] => [
        [label],
        [iterations(atGoal, t.never)],
        [results.strings.countOf(
          runs.filter((run) => iterationsTo(GOAL, run) === Infinity).length,
          runs.length,
        )],
        [percent(mean(runs.map((run) => measureRun("accuracy-over-600", run))), 1)],
        [percentOverSeeds(runs.map(({ end }) => end.testAccuracy))],
      ]),
    },
    details(results.strings.charts.numbers, glancesTable(racers, results)),
  ];
}

/** Who is first, and after how long. */
function title(racers: readonly Racer[], { strings }: Judged): string {
  const t = strings.optimizers;
  const best = Math.min(...racers.map(({ atGoal }) => atGoal));
  const first = racers.filter(({ atGoal }) => atGoal === best).map(({ label }) => label);
  return best === Infinity
    ? t.noneThere(percent(GOAL, 0))
    : t.firstThere(first, percent(GOAL, 0), wholeNumber(best));
}

function iterations(count: number, never: string): string {
  return count === Infinity ? never : wholeNumber(count);
}

/** The accuracies that the chart draws, some of them. */
function glancesTable(racers: readonly Racer[], { strings: t }: Judged): Block {
  const { every, accuracies } = racers[0]!.runs[0]!.glances;
  const shown = accuracies.map((_, k) => k)
    .filter((k) => k * every % EVERY === 0 || k === accuracies.length - 1);
  return {
    kind: "table",
    columns: [
      { title: t.experiments.afterIteration, align: "right" },
      ...racers.map(({ label }) => ({ title: label, align: "right" as const })),
    ],
    rows: shown.map((k): Line[] => [
      [wholeNumber(k * every)],
      ...racers.map(({ runs }): Line => [
        percent(mean(runs.map(({ glances }) => glances.accuracies[k]!)), 1),
      ]),
    ]),
  };
}
