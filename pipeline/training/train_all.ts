import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import type { PublishedRuns } from "../records/published_runs.ts";
import { runKey, type RunResult, type RunSpec, runSpec } from "../records/record.ts";
import { RecordStore } from "../records/record_store.ts";
import { counted } from "../system/counted.ts";
import { formatDuration } from "../system/terminal/duration.ts";
import { nameOf, type TrainingPlace, trainShown } from "./train_shown.ts";

/** What to train, and where. */
export interface TrainContext extends TrainingPlace {
  readonly document: Pick<Document, "id" | "protocol">;
  readonly experiments: readonly Experiment[];
  readonly seeds: readonly number[];
  readonly dtype: Dtype;
  /** Runs that need no training because they are published; none by default. */
  readonly published?: PublishedRuns;
}

/** The outcome of `trainAll`. */
export interface TrainSummary {
  /** How many runs were on record already. */
  readonly reused: number;
  /** How many were trained now. */
  readonly trained: number;
  /** The backends that workers used, sorted: "wasm", or its replacement. */
  readonly backends: readonly string[];
  /** The runs that failed, which is a bug: experiments are ours. */
  readonly failed: readonly { readonly run: string; readonly error: Error }[];
}

/** All requested runs, seed by seed. */
export function plannedSpecs(
  { document, experiments, seeds, dtype, source }: Pick<
    TrainContext,
    "document" | "experiments" | "seeds" | "dtype" | "source"
  >,
): RunSpec[] {
  return seeds.flatMap((seed) =>
    experiments.map((experiment) => runSpec(document, experiment, seed, dtype, source))
  );
}

/** Trains every run that has no valid record yet, longest first. */
export async function trainAll(context: TrainContext): Promise<TrainSummary> {
  const { dataFolder, dtype, progress, source, workers } = context;
  const store = new RecordStore(dataFolder);
  const specs = plannedSpecs(context);
  const missing: RunSpec[] = [];
  let countPublished = 0;
  for (const spec of specs) {
    const record = await store.read(spec);
    if (record === "damaged") {
      progress.line(`${store.path(spec)} is damaged; training ${nameOf(spec)} again`);
    }
    if (record === "missing" && context.published?.has(runKey(spec))) countPublished += 1;
    else if (typeof record === "string") missing.push(spec);
  }
  const reused = specs.length - missing.length;
  const onRecord = `${reused} of ${specs.length} runs are on record${
    countPublished === 0
      ? ""
      : `, ${countPublished} of them as published (--retrain trains them here, too)`
  }`;
  if (missing.length === 0) {
    progress.line(`${onRecord}; nothing to train`);
    return { reused, trained: 0, backends: [], failed: [] };
  }
  progress.line(
    `${reused > 0 ? `resuming: ${onRecord}; ` : ""}training ${
      counted(missing.length, "run")
    } on ${source.title}, ${dtype}, ${Math.min(workers, missing.length)} at a time`,
  );

  const failed: { run: string; error: Error }[] = [];
  let trained = 0;
  const backends = await trainShown(missing, context, {
    async finished(spec, result, milliseconds) {
      await store.write(spec, result);
      trained += 1;
      const place = `[${reused + trained + failed.length}/${specs.length}]`;
      return `${place} ${nameOf(spec)}: ${outcomeOf(result)}, ${formatDuration(milliseconds)}`;
    },
    failed(spec, error) {
      failed.push({ run: nameOf(spec), error });
      return `${nameOf(spec)} failed: ${error.message}; the other runs go on`;
    },
  });
  return { reused, trained, backends, failed };
}

function outcomeOf({ checkpoints, divergedAt }: RunResult): string {
  if (divergedAt !== null) return `diverged at iteration ${divergedAt}`;
  const last = checkpoints.at(-1);
  return last === undefined ? "no checkpoint" : `test ${(100 * last.testAccuracy).toFixed(2)} %`;
}
