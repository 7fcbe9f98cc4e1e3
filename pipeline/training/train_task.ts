import { join } from "node:path";
import type { Options } from "../command_line/options.ts";
import { chooseCachedSource, warnIfOther } from "../data/choose_source.ts";
import { readPublishedRuns } from "../records/published_runs.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { writeFileAtomically } from "../system/files.ts";
import { isFast } from "../system/fast_mode.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { onStopSignal } from "../system/signals.ts";
import { trainingProgress } from "../system/terminal/training_progress.ts";
import { trainAll } from "./train_all.ts";

/**
 * Trains the requested runs that are not on record yet, showing progress.
 *
 * @throws {Error} if runs failed, which is a bug
 */
export async function trainTask(options: Options): Promise<void> {
  const { document, experiments, seeds, dtype, workers } = options;
  const source = await chooseCachedSource(DATA_FOLDER, document, options.dataset);
  using progress = trainingProgress(workers);
  onStopSignal("stopped: finished runs are kept; run the same command again to go on");
  warnIfOther(source, document, (line) => progress.line(line));
  const start = performance.now();
  try {
    const published = options.retrain ? new Map() : await readPublishedRuns(document);
    const { trained, backends, failed } = await trainAll({
      ...{ dataFolder: DATA_FOLDER, document, source, experiments, seeds, dtype, workers },
      progress,
      published,
    });
    const seconds = (performance.now() - start) / 1000;
    if (trained > 0) {
      await writeEnvironment({
        workers,
        mode: isFast() ? "fast" : "checked",
        backends,
        runsTrained: trained,
        seconds,
      });
    }
    if (failed.length > 0) {
      const list = failed.map(({ run, error }) => `${run} (${error.message})`).join(", ");
      const { error: cause } = failed[0]!;
      throw new Error(`Runs failed: ${list}; the other runs are on record`, { cause });
    }
  } finally {
    warnIfOther(source, document, (line) => progress.line(line));
  }
}

/** Writes what is specific to this machine and day, which records must not contain. */
async function writeEnvironment(training: object): Promise<void> {
  const environment = {
    ...training,
    finishedAt: new Date().toISOString(),
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    os: Deno.build.os,
    architecture: Deno.build.arch,
    cores: navigator.hardwareConcurrency,
  };
  const path = join(DATA_FOLDER, "environment.json");
  await writeFileAtomically(path, `${canonicalJson(environment)}\n`);
}
