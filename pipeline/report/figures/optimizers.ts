import { iterationsTo } from "../../../lib/verdict/measure.ts";
import { optimizerRace, type Racer } from "../charts/optimizer_race.ts";
import type { ColourName } from "../charts/theme.ts";
import type { Run } from "../../training/summarise.ts";
import type { Judged } from "../judged.ts";
import type { Strings } from "../strings/strings.ts";
import type { ChartFigure } from "./figure.ts";

/** The accuracy that the race is run to. */
export const GOAL = 0.9;

/** The optimisers on one and the same network. */
const RACERS: readonly {
  readonly label: (t: Strings["optimizers"]) => string;
  readonly colour: ColourName;
  readonly experiment: string;
}[] = [
  { label: () => "SGD", colour: "text", experiment: "control-optimizer-sgd" },
  { label: (t) => t.momentum, colour: "momentum", experiment: "control-optimizer-momentum" },
  { label: () => "AdaGrad", colour: "adagrad", experiment: "control-optimizer-adagrad" },
  { label: () => "RMSprop", colour: "rmsprop", experiment: "2-2-rmsprop-corrected-lr-0.001" },
  { label: () => "Adam", colour: "run", experiment: "control-optimizer-adam" },
  { label: (t) => t.asWritten, colour: "document", experiment: "2-2-rmsprop" },
];

/** The optimisers to compare: those that were run, if there are two or more. */
export function optimizerRacers(results: Judged): readonly Racer[] {
  const racers = RACERS
    .map(({ label, colour, experiment }) => {
      const runs = results.runsOf(experiment);
      return { label: label(results.strings.optimizers), colour, runs, atGoal: middle(runs) };
    })
    .filter(({ runs }) => runs.length > 0);
  return racers.length > 1 ? racers : [];
}

/** The lower median of the iterations to the goal, so that it is a number that was seen. */
function middle(runs: readonly Run[]): number {
  const sorted = runs.map((run) => iterationsTo(GOAL, run)).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Infinity;
}

/** The race of the optimisers. */
export function optimizersFigure(results: Judged): ChartFigure[] {
  const racers = optimizerRacers(results);
  if (racers.length === 0) return [];
  const { iteration } = results.strings.optimizers;
  const { every, accuracies } = racers[0]!.runs[0]!.glances;
  return [{
    name: "optimizers",
    draw: (layout) => optimizerRace(racers, GOAL, iteration, layout),
    control: {
      label: iteration,
      min: 0,
      max: (accuracies.length - 1) * every,
      step: every,
      field: "iteration",
    },
  }];
}
