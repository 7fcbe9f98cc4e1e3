/**
 * The whole pipeline on a small data set, as a process of its own that tests can
 * kill: deno run tiny_pipeline.ts FOLDER MIRROR [WORKERS [SEEDS]]
 *
 * @module
 */

import { ensureDataset } from "../../pipeline/data/ensure_dataset.ts";
import { parseMirror } from "../../pipeline/data/mirror.ts";
import { runTask } from "../../pipeline/system/run_task.ts";
import { readResults } from "../../pipeline/records/read_results.ts";
import { writeOwnedFolder } from "../../pipeline/report/owned_folder.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { onStopSignal } from "../../pipeline/system/signals.ts";
import { trainingProgress } from "../../pipeline/system/terminal/training_progress.ts";
import { trainAll } from "../../pipeline/training/train_all.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { smallExperiment } from "./small_experiment.ts";
import { RICH_TOY, SMALL_DATASET } from "./toy_document.ts";
import { fromFolder } from "./from_folder.ts";

/** What the tiny pipeline trains. */
const TINY_EXPERIMENTS = [
  smallExperiment("tiny-one", [8]),
  smallExperiment("tiny-two", [9, 7]),
];

if (import.meta.main) {
  await runTask(async () => {
    const [folder, mirror, workers = "2", seedCount = "3"] = Deno.args as [string, string];
    let peak = 0;
    Deno.unrefTimer(setInterval(() => peak = Math.max(peak, Deno.memoryUsage().rss), 10));
    const { source: drawn } = SMALL_DATASET;
    const source = { ...drawn, origin: { mirrors: [] } };
    await ensureDataset(source, {
      dataFolder: folder,
      mirror: parseMirror(mirror, "the mirror", fromFolder("/")),
      print: (line) => console.log(line),
      progress: () => {},
    });
    const seeds = Array.from({ length: Number(seedCount) }, (_, seed) => seed);
    const request = {
      document: RICH_TOY,
      source,
      experiments: TINY_EXPERIMENTS,
      seeds,
      dtype: "f64" as const,
    };
    using progress = trainingProgress(Number(workers));
    onStopSignal("stopped");
    const { failed } = await trainAll({
      ...request,
      dataFolder: folder,
      workers: Number(workers),
      progress,
    });
    if (failed.length > 0) throw new UserError(`Cannot finish: ${failed[0]!.error.message}`);
    await writeOwnedFolder(
      `${folder}/report`,
      await makeReport(await readResults(folder, request)),
    );
    progress.line(`done; at most ${Math.round(peak / 2 ** 20)} MiB resident`);
  });
}
