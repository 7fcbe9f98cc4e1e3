/**
 * The fetch task: makes sure that data/ has a data set, verified.
 *
 * @module
 */

import { MNIST, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { sourceByName, traceOfMnist, warnIfSynthetic } from "../data/choose_source.ts";
import { ensureDataset, type FetchContext, NoMirrorError } from "../data/ensure_dataset.ts";
import { type Mirror, parseMirror } from "../data/mirror.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { runTask } from "../system/run_task.ts";
import { fromHere, readOptions } from "../command_line/read_options.ts";
import { downloadProgress } from "../system/terminal/download_progress.ts";
import { onStopSignal } from "../system/signals.ts";

await runTask(async () => {
  const options = readOptions("fetch", "Fetch and verify the images of handwritten digits.");
  if (options === undefined) return;
  const mirror = options.mirror ?? mirrorOfEnvironment();
  const bar = downloadProgress();
  onStopSignal("stopped: what was verified is kept; run the same command again to go on");
  const context: FetchContext = {
    dataFolder: DATA_FOLDER,
    ...(mirror === undefined ? {} : { mirror }),
    print: bar.print,
    progress: bar.update,
  };
  try {
    if (options.dataset !== undefined) {
      await ensureDataset(sourceByName(options.dataset), context);
    } else {
      await ensureMnistOrStandIn(context);
    }
  } finally {
    bar.stop();
  }
});

/** An empty variable counts as none, because workflows cannot unset one. */
function mirrorOfEnvironment(): Mirror | undefined {
  const text = Deno.env.get("MNIST_MIRROR") ?? "";
  return text === "" ? undefined : parseMirror(text, "MNIST_MIRROR", fromHere);
}

/**
 * Gets MNIST, or the built-in digits if MNIST is not available anywhere. If a mirror was
 * named, or some of MNIST is here already, that is an error.
 */
async function ensureMnistOrStandIn(context: FetchContext): Promise<void> {
  try {
    return await ensureDataset(MNIST, context);
  } catch (error) {
    if (!(error instanceof NoMirrorError) || context.mirror !== undefined) throw error;
    if (await traceOfMnist(context.dataFolder) !== undefined) throw error;
  }
  const { print } = context;
  print(
    "warning: no mirror serves MNIST, so the built-in digits stand in; --dataset mnist makes this an error",
  );
  warnIfSynthetic(SYNTHETIC_DIGITS, print);
  await ensureDataset(SYNTHETIC_DIGITS, context);
  warnIfSynthetic(SYNTHETIC_DIGITS, print);
}
