/**
 * The fetch task: makes sure that data/ has a data set, verified.
 *
 * @module
 */

import { SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import { traceOf, warnIfOther } from "../data/choose_source.ts";
import { ensureDataset, type FetchContext, NoMirrorError } from "../data/ensure_dataset.ts";
import { type Mirror, parseMirror } from "../data/mirror.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { fromHere, runWithOptions } from "../command_line/run.ts";
import { downloadProgress } from "../system/terminal/download_progress.ts";
import { onStopSignal } from "../system/signals.ts";

await runWithOptions("fetch", "Fetch and verify a data set.", async (options) => {
  const mirror = options.mirror ?? mirrorOfEnvironment();
  using bar = downloadProgress();
  onStopSignal("stopped: what was verified is kept; run the same command again to go on");
  const context: FetchContext = {
    dataFolder: DATA_FOLDER,
    ...(mirror === undefined ? {} : { mirror }),
    print: bar.print,
    progress: bar.update,
  };
  if (options.dataset !== undefined) await ensureDataset(options.dataset, context);
  else await ensureDatasetOrStandIn(options.document, context);
});

/** An empty variable counts as none, because workflows cannot unset one. */
function mirrorOfEnvironment(): Mirror | undefined {
  const text = Deno.env.get("MNIST_MIRROR") ?? "";
  return text === "" ? undefined : parseMirror(text, "MNIST_MIRROR", fromHere);
}

/**
 * Gets the document's data set, or the built-in digits if that is not available anywhere. If
 * a mirror was named, or some of the data set is here already, that is an error.
 */
async function ensureDatasetOrStandIn(document: Document, context: FetchContext): Promise<void> {
  const { dataset } = document;
  try {
    return await ensureDataset(dataset, context);
  } catch (error) {
    if (!(error instanceof NoMirrorError) || context.mirror !== undefined) throw error;
    if (await traceOf(dataset, context.dataFolder) !== undefined) throw error;
  }
  const { print } = context;
  print(
    `warning: no mirror serves ${dataset.title}, so the built-in digits stand in; --dataset ${dataset.name} makes this an error`,
  );
  warnIfOther(SYNTHETIC_DIGITS, document, print);
  await ensureDataset(SYNTHETIC_DIGITS, context);
  warnIfOther(SYNTHETIC_DIGITS, document, print);
}
