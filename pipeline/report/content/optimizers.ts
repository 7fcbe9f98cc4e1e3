import { mean } from "../../../lib/statistics/summary.ts";
import type { Race } from "../../../lib/documents/race.ts";
import { iterationsTo } from "../../../lib/documents/run_measures.ts";
import { type Block, details, type Line, paragraph } from "../blocks.ts";
import type { Racer } from "../charts/optimizer_race.ts";
import { raceFigure, racersOf } from "../figures/optimizers.ts";
import { percent, percentOverSeeds, wholeNumber } from "../format.ts";
import type { Judged } from "../judged.ts";
import { figure, heading } from "./build.ts";

/** The chart has a point every 20 iterations, its table a row every 200. */
const EVERY = 200;

/** The races of the document. */
export function optimizers(results: Judged): Block[] {
  return results.document.races.flatMap((race) => raceSection(race, results));
}

function raceSection(race: Race, results: Judged): Block[] {
  const { document, language } = results;
  const t = results.strings.optimizers;
  const racers = racersOf(race, results);
  const measure = document.measures[race.measure]!;
  const goal = percent(race.goal, 0);
  if (racers.length === 0) return [];
  const alt = racers.map(({ label, atGoal }) => `${label}: ${iterations(atGoal, t.never)}`);
  return [
    heading(2, title(racers, goal, results), race.id),
    paragraph(t.intro(goal, race.network[language], race.note[language])),
    ...raceFigure(race, results).map((chart) =>
      figure(chart, `${t.iterationsTo(goal)}: ${alt.join(", ")}`)
    ),
    {
      kind: "table",
      columns: [
        { title: t.optimizer },
        { title: t.iterationsTo(goal), align: "right" },
        { title: t.neverThere, align: "right" },
        { title: t.measured(measure.name[language]), align: "right" },
        { title: t.atTheEnd, align: "right" },
      ],
      rows: racers.map(({ label, runs, atGoal }): Line[] => [
        [label],
        [iterations(atGoal, t.never)],
        [results.strings.countOf(
          runs.filter((run) => iterationsTo(race.goal, run) === Infinity).length,
          runs.length,
        )],
        [percent(mean(runs.map(measure.of)), 1)],
        [percentOverSeeds(runs.map(({ end }) => end.testAccuracy))],
      ]),
    },
    details(results.strings.charts.numbers, glancesTable(racers, results)),
  ];
}

/** Who is first, and after how long. */
function title(racers: readonly Racer[], goal: string, { strings }: Judged): string {
  const t = strings.optimizers;
  const best = Math.min(...racers.map(({ atGoal }) => atGoal));
  const first = racers.filter(({ atGoal }) => atGoal === best).map(({ label }) => label);
  return best === Infinity ? t.noneThere(goal) : t.firstThere(first, goal, wholeNumber(best));
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
