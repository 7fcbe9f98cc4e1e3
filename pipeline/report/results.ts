import type { DataSource } from "../../lib/data/sources.ts";
import type { Experiment } from "../../lib/document/experiments.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import type { MeasuredRun } from "../../lib/outcome/measure.ts";
import { plannedSpecs } from "../training/train_all.ts";
import type { Checkpoint, RunRecord } from "../training/record.ts";
import { RecordStore } from "../training/record_store.ts";
import { UserError } from "../user_error.ts";

/** A run with its losses as numbers. */
export interface Run extends MeasuredRun {
  readonly seed: number;
  readonly checkpoints: readonly Checkpoint[];
  readonly divergedAt: number | null;
  readonly weightsSha256: string;
}

/** Everything that a report is made from. */
export interface Results {
  readonly source: DataSource;
  readonly dtype: Dtype;
  readonly seeds: readonly number[];
  /** The experiments that were run, in the document's order. */
  readonly experiments: readonly Experiment[];
  /** The identity of the engine that ran them. */
  readonly engine: string;
  /** The runs of an experiment by ascending seed; none if it was not asked for. */
  readonly runsOf: (experiment: string) => readonly Run[];
}

/**
 * Reads the records that a report needs.
 *
 * @throws {UserError} if some are missing or damaged
 */
export async function readResults(
  dataFolder: string,
  wish: Pick<Results, "source" | "dtype" | "seeds" | "experiments">,
): Promise<Results> {
  const store = new RecordStore(dataFolder);
  const specs = await plannedSpecs(wish);
  const runs = new Map<string, Run[]>();
  const missing: string[] = [];
  for (const spec of specs) {
    const record = await store.read(spec);
    if (record === "missing" || record === "damaged") {
      missing.push(`${spec.experiment} seed ${spec.seed}`);
      continue;
    }
    const list = runs.get(spec.experiment) ?? [];
    list.push(runOf(record));
    runs.set(spec.experiment, list);
  }
  if (missing.length > 0) {
    const some = missing.slice(0, 3).join(", ");
    throw new UserError(
      `Cannot report: ${missing.length} of ${specs.length} runs have no valid record (${some}${
        missing.length > 3 ? ", …" : ""
      }); run "deno task train" with the same flags first`,
    );
  }
  return { ...wish, engine: specs[0]!.engine, runsOf: (id) => runs.get(id) ?? [] };
}

function runOf({ spec, result }: RunRecord): Run {
  return {
    seed: spec.seed,
    checkpoints: result.checkpoints,
    losses: result.losses.map(Number),
    divergedAt: result.divergedAt,
    weightsSha256: result.weightsSha256,
  };
}
