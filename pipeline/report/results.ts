import type { DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/levels.ts";
import { ENGINE_ID } from "../training/engine_id.ts";
import { runSpec } from "../training/record.ts";
import { RecordStore } from "../training/record_store.ts";
import { type Run, summariseRun } from "../training/summarise.ts";
import { UserError } from "../user_error.ts";

/** Experiments that were run with the same seeds. */
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
  /** The identity of the engine that ran them. */
  readonly engine: string;
  /** The tests of the judge; without seeds if they were not run. */
  readonly selfTests: Group;
  /** The grid of small changes; without seeds if it was not run. */
  readonly variations: Group;
  /** The runs of any experiment by ascending seed; none if it was not run. */
  readonly runsOf: (experiment: string) => readonly Run[];
}

/** What a report is asked to be about. */
export type Wish = Group & Pick<Results, "document" | "source" | "dtype">;

/**
 * Reads the records that a report needs, and those of self-tests and variations as
 * far as there are any.
 *
 * @throws {UserError} if some are missing or damaged
 */
export async function readResults(dataFolder: string, wish: Wish): Promise<Results> {
  const store = new RecordStore(dataFolder);
  const runs = new Map<string, Run[]>();
  const read = async (experiment: Experiment, seed: number): Promise<Run | undefined> => {
    const record = await store.read(runSpec(experiment, seed, wish.dtype, wish.source, ENGINE_ID));
    if (record === "missing" || record === "damaged") return undefined;
    return summariseRun(record, experiment.firstSeed ?? 0);
  };

  const missing: string[] = [];
  for (const experiment of wish.experiments) {
    const list: Run[] = [];
    for (const seed of wish.seeds) {
      const run = await read(experiment, seed);
      if (run === undefined) missing.push(`${experiment.id} seed ${seed}`);
      else list.push(run);
    }
    runs.set(experiment.id, list);
  }
  if (missing.length > 0) {
    const some = missing.slice(0, 3).join(", ");
    throw new UserError(
      `Cannot report: ${missing.length} of ${
        wish.experiments.length * wish.seeds.length
      } runs have no valid record (${some}${
        missing.length > 3 ? ", …" : ""
      }); run "deno task train" with the same flags first`,
    );
  }

  /** As many seeds, from 0 on, as every experiment of a group has. */
  const readGroup = async (experiments: readonly Experiment[], most: number): Promise<Group> => {
    let count = most;
    const lists: Run[][] = [];
    for (const experiment of experiments) {
      const list: Run[] = [];
      for (let seed = 0; seed < count; seed++) {
        const run = await read(experiment, seed);
        if (run === undefined) count = seed;
        else list.push(run);
      }
      if (count < FEWEST_SEEDS) return { experiments, seeds: [] };
      lists.push(list);
    }
    experiments.forEach(({ id }, i) => runs.set(id, lists[i]!.slice(0, count)));
    return { experiments, seeds: Array.from({ length: count }, (_, seed) => seed) };
  };
  const selfTests = await readGroup(
    wish.document.selfTests.experiments,
    wish.document.selfTests.seeds,
  );
  const variations = await readGroup(
    variedExperiments(wish.document),
    wish.document.variations.seeds,
  );
  return { ...wish, engine: ENGINE_ID, selfTests, variations, runsOf: (id) => runs.get(id) ?? [] };
}
