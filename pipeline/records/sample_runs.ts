import type { Experiment } from "../../lib/documents/experiment.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import type { Results } from "./results.ts";
import type { Run } from "./run.ts";

/** A run with its experiment. */
export interface ExperimentRun {
  readonly experiment: Experiment;
  readonly run: Run;
}

/** Every run of some results, in the order of the report. */
export function allRuns(results: Results): ExperimentRun[] {
  return [results, results.selfTests, results.variations]
    .flatMap(({ experiments }) => experiments)
    .flatMap((experiment) => results.runsOf(experiment.id).map((run) => ({ experiment, run })));
}

/**
 * A random sample without replacement, in the original order.
 *
 * @param pick the seed of the choice
 */
export function sample<T>(all: readonly T[], count: number, pick: number): T[] {
  const random = new RandomState(pick);
  const left = all.map((_, i) => i);
  const chosen: number[] = [];
  const drawn = new Uint32Array(1);
  while (chosen.length < count && left.length > 0) {
    random.choice(left.length, drawn);
    chosen.push(...left.splice(drawn[0]!, 1));
  }
  return chosen.sort((a, b) => a - b).map((i) => all[i]!);
}
