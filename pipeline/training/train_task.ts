import { chooseCachedSource, warnIfSynthetic } from "../data/choose_source.ts";
import { writeEnvironment } from "./environment.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import type { Options } from "../command_line/options.ts";
import { publishedRun, readPublishedRuns } from "../records/published_runs.ts";
import { onStopSignal } from "../system/signals.ts";
import { trainingProgress } from "../system/terminal/training_progress.ts";
import { trainAll, type TrainSummary } from "./train_all.ts";

/**
 * Trains what some options ask for and is not yet on record, showing progress.
 *
 * @throws {Error} if runs failed: that is a bug
 */
export async function trainTask(options: Options): Promise<void> {
  const { document, experiments, seeds, dtype, workers } = options;
  const source = await chooseCachedSource(DATA_FOLDER, options.dataset);
  using progress = trainingProgress(workers);
  onStopSignal("stopped: finished runs are kept; run the same command again to go on");
  warnIfSynthetic(source, (line) => progress.line(line));
  const start = performance.now();
  try {
    const published = options.retrain ? new Map() : await readPublishedRuns(document);
    const { trained, backends, failed } = await trainAll({
      ...{ dataFolder: DATA_FOLDER, document, source, experiments, seeds, dtype, workers },
      progress,
      isPublished: (spec) => publishedRun(published, spec) !== undefined,
    });
    if (trained > 0) {
      const seconds = (performance.now() - start) / 1000;
      await writeEnvironment(DATA_FOLDER, { workers, backends, runsTrained: trained, seconds });
    }
    if (failed.length > 0) throw failureOf(failed);
  } finally {
    warnIfSynthetic(source, (line) => progress.line(line));
  }
}

/** What to throw for runs that failed, with where the first did. */
function failureOf(failed: TrainSummary["failed"]): Error {
  const list = failed.map(({ run, error }) => `${run} (${error.message})`).join(", ");
  return new Error(`Runs failed: ${list}; the other runs are on record`, {
    cause: failed[0]!.error,
  });
}
