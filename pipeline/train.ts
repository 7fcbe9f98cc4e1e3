/**
 * The train task: trains every run that is not yet on record.
 *
 * @module
 */

import { SYNTHETIC_DIGITS } from "../lib/data/sources.ts";
import { chooseCachedSource, SYNTHETIC_WARNING } from "./data/choose_source.ts";
import { writeEnvironment } from "./environment.ts";
import { DATA_FOLDER } from "./folders.ts";
import { runTask } from "./main.ts";
import { readOptions } from "./read_options.ts";
import { onStopSignal } from "./signals.ts";
import { trainingProgress } from "./terminal/training_progress.ts";
import { trainAll } from "./training/train_all.ts";
import { UserError } from "./user_error.ts";

await runTask(async () => {
  const options = readOptions("train", "Train every experiment that is not already on record.");
  if (options === undefined) return;
  const source = await chooseCachedSource(DATA_FOLDER, options.dataset);
  const progress = trainingProgress(options.workers);
  onStopSignal(() => {
    progress.stop();
    console.error("stopped: finished runs are kept; run the same command again to go on");
  });
  if (source === SYNTHETIC_DIGITS) progress.line(`warning: ${SYNTHETIC_WARNING}`);
  const start = performance.now();
  try {
    const summary = await trainAll({
      dataFolder: DATA_FOLDER,
      source,
      experiments: options.experiments,
      seeds: options.seeds,
      dtype: options.dtype,
      workers: options.workers,
      progress,
    });
    if (summary.trained > 0) {
      await writeEnvironment(DATA_FOLDER, {
        workers: options.workers,
        runsTrained: summary.trained,
        seconds: (performance.now() - start) / 1000,
      });
    }
    if (summary.failed.length > 0) {
      const list = summary.failed.map(({ run, message }) => `${run} (${message})`).join(", ");
      throw new UserError(`Cannot finish all runs: ${list}; the other runs are on record`);
    }
  } finally {
    progress.stop();
  }
});
