import type { DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import { formatDuration } from "../system/terminal/duration.ts";
import type { TrainingProgress } from "../system/terminal/training_progress.ts";
import { longestFirst } from "./cost.ts";
import { type RunSpec, runSpec } from "../records/record.ts";
import { RecordStore } from "../records/record_store.ts";
import { loadSharedDataset, viewDataset } from "./shared_dataset.ts";
import { type Endings, nameOf, showTraining } from "./show_training.ts";
import { trainInPool } from "./worker_pool.ts";

/** What to train, where, and whom to tell. */
export interface TrainContext {
  /** The document that the experiments are of. */
  readonly document: Pick<Document, "id">;
  readonly dataFolder: string;
  readonly source: DataSource;
  readonly experiments: readonly Experiment[];
  readonly seeds: readonly number[];
  readonly dtype: Dtype;
  readonly workers: number;
  readonly progress: TrainingProgress;
  /** Whether a run is on record because it is published; default none is. */
  readonly isPublished?: (spec: RunSpec) => boolean;
}

/** What came of it. */
export interface TrainSummary {
  /** How many runs were on record already. */
  readonly reused: number;
  /** How many were trained now. */
  readonly trained: number;
  /** What workers computed with, in the order of the alphabet: "wasm", or what took over. */
  readonly backends: readonly string[];
  /** The runs that failed, with the reason, which is a bug: experiments are ours. */
  readonly failed: readonly { readonly run: string; readonly error: Error }[];
}

/** All runs that some options ask for, seed by seed. */
export function plannedSpecs(
  context: Pick<TrainContext, "document" | "experiments" | "seeds" | "dtype" | "source">,
): RunSpec[] {
  return context.seeds.flatMap((seed) =>
    context.experiments.map((experiment) =>
      runSpec(context.document, experiment, seed, context.dtype, context.source)
    )
  );
}

/** Trains every run that has no valid record yet, longest first. */
export async function trainAll(context: TrainContext): Promise<TrainSummary> {
  const { progress, isPublished = () => false } = context;
  const store = new RecordStore(context.dataFolder);
  const specs = plannedSpecs(context);
  const missing: RunSpec[] = [];
  let published = 0;
  for (const spec of specs) {
    const record = await store.read(spec);
    if (record === "missing" && isPublished(spec)) {
      published += 1;
      continue;
    }
    if (record === "damaged") {
      progress.line(`${store.path(spec)} is damaged; training ${nameOf(spec)} again`);
    }
    if (record === "missing" || record === "damaged") missing.push(spec);
  }
  const reused = specs.length - missing.length;
  const asPublished = published === 0
    ? ""
    : `, ${published} of them as published (--retrain trains them here, too)`;
  if (missing.length === 0) {
    progress.line(
      `${specs.length} of ${specs.length} runs are on record${asPublished}; nothing to train`,
    );
    return { reused, trained: 0, backends: [], failed: [] };
  }
  const resumed = reused > 0
    ? `resuming: ${reused} of ${specs.length} runs are on record${asPublished}; `
    : "";
  progress.line(
    `${resumed}training ${missing.length} runs on ${context.source.title}, ${context.dtype}, ${
      Math.min(context.workers, missing.length)
    } at a time`,
  );

  const shared = await loadSharedDataset(context.dataFolder, context.source);
  const data = viewDataset(shared);
  const queue = longestFirst(missing, data);
  const failed: { run: string; error: Error }[] = [];
  let trained = 0;
  const endings: Endings = {
    async finished(spec, result, milliseconds) {
      await store.write(spec, result);
      trained += 1;
      const last = result.checkpoints.at(-1);
      const outcome = result.divergedAt !== null
        ? `diverged at iteration ${result.divergedAt}`
        : last === undefined
        ? "no checkpoint"
        : `test ${(100 * last.testAccuracy).toFixed(2)} %`;
      const place = `[${reused + trained + failed.length}/${specs.length}]`;
      return `${place} ${nameOf(spec)}: ${outcome}, ${formatDuration(milliseconds)}`;
    },
    failed(spec, error) {
      failed.push({ run: nameOf(spec), error });
      return `${nameOf(spec)} failed: ${error.message}; the other runs go on`;
    },
  };
  const { workers } = context;
  const shown = showTraining(queue, data, workers, progress, endings);
  const backends = new Set<string>();
  await trainInPool(queue, shared, workers, {
    ...shown,
    computesWith(backend) {
      backends.add(backend);
      shown.computesWith?.(backend);
    },
  });
  return { reused, trained, backends: [...backends].sort(), failed };
}
