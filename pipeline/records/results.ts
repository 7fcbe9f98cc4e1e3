import type { DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import type { Run } from "./run.ts";

/** Experiments that were run with the same seeds, except where records are unreadable. */
export interface Group {
  readonly experiments: readonly Experiment[];
  /** Ascending, counted from each experiment's first. */
  readonly seeds: readonly number[];
}

/** Everything that a report is made from. */
export interface Results extends Group {
  readonly document: Document;
  readonly source: DataSource;
  readonly dtype: Dtype;
  /** The version of the engine that ran them. */
  readonly engine: number;
  /** The tests of the judge; empty if not run. Runs may be missing, see `gapsIn`. */
  readonly selfTests: Group;
  /** The robustness runs; empty if not run. Runs may be missing, see `gapsIn`. */
  readonly variations: Group;
  /** The runs of any experiment by ascending seed; empty if it was not run. */
  readonly runsOf: (experiment: string) => readonly Run[];
}

/** Groups the runs of each experiment. */
export function withGroups(
  common: Pick<Results, "document" | "source" | "dtype" | "engine">,
  experiments: readonly Experiment[],
  runs: ReadonlyMap<string, readonly Run[]>,
): Results {
  const runsOf = (id: string): readonly Run[] => runs.get(id) ?? [];
  const withRuns = (candidates: readonly Experiment[]): Experiment[] =>
    candidates.filter(({ id }) => runsOf(id).length > 0);
  const seedsOf = (some: readonly Experiment[]): number[] => {
    const seeds = new Set(some.flatMap(({ id }) => runsOf(id).map(({ seed }) => seed)));
    return [...seeds].sort((a, b) => a - b);
  };
  // These are run from seed 0 on; seeds missing in between have damaged records.
  const group = (candidates: readonly Experiment[]): Group => {
    const some = withRuns(candidates);
    const last = Math.max(-1, ...seedsOf(some));
    return { experiments: some, seeds: Array.from({ length: last + 1 }, (_, seed) => seed) };
  };
  const chosen = withRuns(experiments);
  return {
    ...common,
    experiments: chosen,
    seeds: seedsOf(chosen),
    selfTests: group(common.document.selfTests.experiments),
    variations: group(variedExperiments(common.document)),
    runsOf,
  };
}

/** The missing runs of a group, as "a, seed 2". */
export function gapsIn(
  experiments: readonly Experiment[],
  seeds: readonly number[],
  runsOf: Results["runsOf"],
): string[] {
  return experiments.flatMap(({ id }) => {
    const found = new Set(runsOf(id).map(({ seed }) => seed));
    return seeds.filter((seed) => !found.has(seed)).map((seed) => `${id}, seed ${seed}`);
  });
}
