import type { Race } from "../../../lib/documents/race.ts";
import { iterationsTo } from "../../../lib/documents/run_measures.ts";
import { optimizerRace, type Racer } from "../charts/optimizer_race.ts";
import type { ColourName } from "../theme.ts";
import type { Run } from "../../training/summarise.ts";
import type { Judged } from "../judged.ts";
import type { ChartFigure } from "./figure.ts";

/** The colours of those in a race, in their order. */
const COLOURS: readonly ColourName[] = ["text", "first", "second", "third", "run", "document"];

/** Those in a race that were run, if there are two or more. */
export function racersOf({ racers, goal }: Race, results: Judged): readonly Racer[] {
  const present = racers
    .map(({ label, experiment }, i) => {
      const runs = results.runsOf(experiment);
      return {
        label: label[results.language],
        colour: COLOURS[i % COLOURS.length]!,
        runs,
        atGoal: middle(runs, goal),
      };
    })
    .filter(({ runs }) => runs.length > 0);
  return present.length > 1 ? present : [];
}

/** The lower median of the iterations to the goal, so that it is a number that was seen. */
function middle(runs: readonly Run[], goal: number): number {
  const sorted = runs.map((run) => iterationsTo(goal, run)).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Infinity;
}

/** The chart of a race. */
export function raceFigure(race: Race, results: Judged): ChartFigure[] {
  const racers = racersOf(race, results);
  if (racers.length === 0) return [];
  const { iteration } = results.strings.optimizers;
  const { every, accuracies } = racers[0]!.runs[0]!.glances;
  return [{
    name: race.id,
    draw: (layout) => optimizerRace(racers, race.goal, iteration, layout),
    control: {
      label: iteration,
      min: 0,
      max: (accuracies.length - 1) * every,
      step: every,
      field: "iteration",
    },
  }];
}
