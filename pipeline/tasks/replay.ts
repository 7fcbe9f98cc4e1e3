/**
 * The replay task: trains what a golden file of NumPy holds (or takes it from the
 * records) and compares every loss and every checkpoint.
 *
 * @module
 */

import type { Document } from "../../lib/documents/document.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { readTextIfThere } from "../system/files.ts";
import {
  chooseDocument,
  chooseExperiments,
  chooseSource,
  chooseWorkers,
  DOCUMENT_FLAG,
} from "../command_line/options.ts";
import type { Command } from "../command_line/flags.ts";
import { fromHere, runWithFlags } from "../command_line/run.ts";
import { compareWithNumpy, toleranceOf } from "../replay/compare.ts";
import { type Golden, goldenPath, parseGolden } from "../replay/golden.ts";
import { onStopSignal } from "../system/signals.ts";
import { taskCommand } from "../system/task_command.ts";
import { trainingProgress } from "../system/terminal/training_progress.ts";
import { RecordStore } from "../records/record_store.ts";
import { plannedSpecs, trainAll } from "../training/train_all.ts";
import { usageError, UserError } from "../system/user_error.ts";

const COMMAND: Command = {
  task: "replay",
  does: [
    "Compare training with NumPy's: every loss and every checkpoint of whole runs. GOLDEN is",
    'a file that "deno task maintain golden --full" wrote; default that of the document.',
  ].join("\n"),
  flags: [DOCUMENT_FLAG],
  operands: "[GOLDEN]",
};

await runWithFlags(COMMAND, async (flags) => {
  const [path, ...others] = flags.operands;
  if (others.length > 0) throw usageError("Cannot replay more than one golden file: name one");
  const document = chooseDocument(flags.single("document"));
  const golden = await readGolden(
    document,
    path === undefined
      ? goldenPath(document, `${document.dataset.name}-full.json`)
      : fromHere(path),
  );
  const source = chooseSource(golden.dataset);
  const request = {
    document,
    source,
    dtype: "f64" as const,
    experiments: chooseExperiments(golden.runs.map(({ id }) => id), document.experiments),
    seeds: [...new Set(golden.runs.map(({ seed }) => seed))].sort((a, b) => a - b),
  };
  const workers = chooseWorkers(undefined, navigator.hardwareConcurrency);
  using progress = trainingProgress(workers);
  onStopSignal("stopped: finished runs are kept; run the same command again to go on");
  await trainAll({ ...request, dataFolder: DATA_FOLDER, workers, progress });
  progress.stop();
  const store = new RecordStore(DATA_FOLDER);
  const specs = plannedSpecs(request);

  let failures = 0;
  for (const run of golden.runs) {
    const spec = specs.find(({ experiment, seed }) => experiment === run.id && seed === run.seed)!;
    const record = await store.read(spec);
    if (typeof record === "string") {
      throw new UserError(
        `Cannot compare ${run.id}, seed ${run.seed}: its record is ${record}; run the task again`,
      );
    }
    const { losses, checkpoints } = record.result;
    const own = { losses: losses.map(Number), checkpoints };
    const tolerance = toleranceOf(document, run.id, golden.dataset);
    const { largestDifference, firstBeyond, unequalCheckpoints, passes } = compareWithNumpy(
      run,
      own,
      tolerance,
    );
    if (!passes) failures += 1;
    const extent = Number.isFinite(tolerance.iterations)
      ? `first ${tolerance.iterations} iterations`
      : "all iterations";
    console.log(
      `${
        passes ? "equal " : "DIFFERS"
      } ${run.id}, seed ${run.seed}: ${run.checkpoints.length} checkpoints${
        unequalCheckpoints.length > 0 ? ` (unequal after ${unequalCheckpoints.join(", ")})` : ""
      }, losses within ${largestDifference.toExponential(1)} over ${extent}${
        firstBeyond === undefined ? "" : `, beyond ${tolerance.loss} from iteration ${firstBeyond}`
      }`,
    );
  }
  console.log(
    `${golden.runs.length - failures} of ${golden.runs.length} runs equal NumPy ${golden.numpy}`,
  );
  return failures === 0 ? 0 : 1;
});

/** @throws {UserError} if it cannot be read, or is no golden file */
async function readGolden(document: Document, path: string): Promise<Golden> {
  const refuse = (reason: string): UserError =>
    new UserError(
      `Cannot use the golden file ${path}: ${reason}; write one with "${
        taskCommand("maintain golden --full", document)
      }"`,
    );
  const text = await readTextIfThere(path);
  if (text === undefined) throw refuse("it is not there");
  const golden = parseGolden(text);
  if (golden === undefined) throw refuse("it is not a golden file");
  const { iterations, trainImages, testImages } = golden;
  const isWhole = [iterations, trainImages, testImages].every((part) => part === undefined);
  if (!isWhole) throw refuse("it does not hold whole runs");
  return golden;
}
