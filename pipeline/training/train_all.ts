import type { DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import { formatDuration } from "../terminal/duration.ts";
import type { TrainingProgress } from "../terminal/training_progress.ts";
import { longestFirst, workOf } from "./cost.ts";
import { type RunSpec, runSpec } from "./record.ts";
import { RecordStore } from "./record_store.ts";
import { loadSharedDataset, viewDataset } from "./shared_dataset.ts";
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
}

/** What came of it. */
export interface TrainSummary {
  /** How many runs were on record already. */
  readonly reused: number;
  /** How many were trained now. */
  readonly trained: number;
  /** The runs that failed, with the reason, which is a bug: experiments are ours. */
  readonly failed: readonly { readonly run: string; readonly error: Error }[];
}

/** "2-3-adam, seed 0": how messages name a run. */
function nameOf(spec: RunSpec): string {
  return `${spec.experiment}, seed ${spec.seed}`;
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
  const { progress } = context;
  const store = new RecordStore(context.dataFolder);
  const specs = plannedSpecs(context);
  const missing: RunSpec[] = [];
  for (const spec of specs) {
    const record = await store.read(spec);
    if (record === "damaged") {
      progress.line(`${store.path(spec)} is damaged; training ${nameOf(spec)} again`);
    }
    if (record === "missing" || record === "damaged") missing.push(spec);
  }
  const reused = specs.length - missing.length;
  if (missing.length === 0) {
    progress.line(`${specs.length} of ${specs.length} runs are on record; nothing to train`);
    return { reused, trained: 0, failed: [] };
  }
  const resumed = reused > 0 ? `resuming: ${reused} of ${specs.length} runs are on record; ` : "";
  progress.line(
    `${resumed}training ${missing.length} runs on ${context.source.title}, ${context.dtype}, ${
      Math.min(context.workers, missing.length)
    } at a time`,
  );

  const shared = await loadSharedDataset(context.dataFolder, context.source);
  const data = viewDataset(shared);
  const queue = longestFirst(missing, data);
  const total = queue.reduce((sum, spec) => sum + workOf(spec, data), 0);
  let finishedWork = 0;
  const running = new Map<number, number>();
  const showOverall = (): void => {
    const inFlight = [...running.values()].reduce((sum, done) => sum + done, 0);
    progress.overall((finishedWork + inFlight) / total);
  };
  const endRun = (worker: number, spec: RunSpec): void => {
    running.delete(worker);
    finishedWork += workOf(spec, data);
    showOverall();
  };

  const failed: { run: string; error: Error }[] = [];
  let trained = 0;
  const startedAt = new Map<number, number>();
  await trainInPool(queue, shared, context.workers, {
    started(worker, spec) {
      startedAt.set(worker, performance.now());
      running.set(worker, 0);
      progress.worker(worker, nameOf(spec), 0, null);
    },
    progressed(worker, spec, iteration, testAccuracy) {
      const done = workOf(spec, data, iteration + 1);
      running.set(worker, done);
      progress.worker(
        worker,
        nameOf(spec),
        done / workOf(spec, data),
        testAccuracy,
      );
      showOverall();
    },
    async finished(worker, spec, result) {
      await store.write(spec, result);
      trained += 1;
      endRun(worker, spec);
      const last = result.checkpoints.at(-1);
      const outcome = result.divergedAt !== null
        ? `diverged at iteration ${result.divergedAt}`
        : last === undefined
        ? "no checkpoint"
        : `test ${(100 * last.testAccuracy).toFixed(2)} %`;
      const took = formatDuration(performance.now() - startedAt.get(worker)!);
      progress.over(
        `[${reused + trained + failed.length}/${specs.length}] ${
          nameOf(spec)
        }: ${outcome}, ${took}`,
      );
    },
    failed(worker, spec, error) {
      failed.push({ run: nameOf(spec), error });
      endRun(worker, spec);
      progress.over(`${nameOf(spec)} failed: ${error.message}; the other runs go on`);
    },
  });
  return { reused, trained, failed };
}
