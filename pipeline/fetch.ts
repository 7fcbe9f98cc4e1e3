/**
 * The fetch task: makes sure that a data set lies in data/, verified.
 *
 * @module
 */

import { MNIST, SYNTHETIC_DIGITS } from "../lib/data/sources.ts";
import { sourceByName, SYNTHETIC_WARNING } from "./data/choose_source.ts";
import { ensureDataset, type FetchContext } from "./data/ensure_dataset.ts";
import { DATA_FOLDER } from "./folders.ts";
import { runTask } from "./main.ts";
import { resolveMirror } from "./options.ts";
import { readOptions, startedIn } from "./read_options.ts";
import { downloadProgress } from "./terminal/download_progress.ts";
import { onStopSignal } from "./signals.ts";
import { UserError } from "./user_error.ts";

await runTask(async () => {
  const options = readOptions("fetch", "Fetch and verify the images of handwritten digits.");
  if (options === undefined) return;
  const variable = Deno.env.get("MNIST_MIRROR");
  const mirror = options.mirror ??
    (variable ? resolveMirror(variable, startedIn()) : undefined);
  const bar = downloadProgress();
  onStopSignal(
    bar.stop,
    "stopped: what was verified is kept; run the same command again to go on",
  );
  const context: FetchContext = {
    dataFolder: DATA_FOLDER,
    ...(mirror === undefined ? {} : { mirror }),
    print: bar.print,
    progress: bar.update,
  };
  try {
    if (options.dataset !== undefined) {
      await ensureDataset(sourceByName(options.dataset), context);
      return;
    }
    try {
      await ensureDataset(MNIST, context);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      context.print(
        "warning: no mirror serves MNIST, so the built-in digits stand in; --dataset mnist makes this an error",
      );
      await ensureDataset(SYNTHETIC_DIGITS, context);
      context.print(`warning: ${SYNTHETIC_WARNING}`);
    }
  } finally {
    bar.stop();
  }
});
