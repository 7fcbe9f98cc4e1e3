/**
 * The replay task: trains what a golden file of NumPy holds (or takes it from the
 * records) and compares every loss and every checkpoint.
 *
 * @module
 */

import * as v from "valibot";
import { DATA_SOURCES } from "../../lib/data/sources.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { sourceByName } from "../data/choose_source.ts";
import { readTextIfThere } from "../system/files.ts";
import { oneOf } from "../command_line/flags.ts";
import { runTask } from "../system/run_task.ts";
import { chooseExperiments, chooseWorkers } from "../command_line/options.ts";
import { fromHere, readFlags } from "../command_line/read_options.ts";
import { compareWithNumpy, type Golden, toleranceOf } from "../replay/compare.ts";
import { COUNT } from "../system/schema.ts";
import { onStopSignal } from "../system/signals.ts";
import { trainingProgress } from "../system/terminal/training_progress.ts";
import { RecordStore } from "../records/record_store.ts";
import { plannedSpecs, trainAll } from "../training/train_all.ts";
import { usageError, UserError } from "../system/user_error.ts";

const DEFAULT_GOLDEN = "tests/golden/mnist-full.json";

/** A golden file of whole runs. */
const GOLDEN = v.looseObject({
  numpy: v.string(),
  dataset: v.string(),
  runs: v.array(v.object({
    id: v.string(),
    seed: COUNT,
    losses: v.array(v.array(v.number())),
    checkpoints: v.array(v.array(v.number())),
  })),
  iterations: v.optional(v.undefined()),
  trainImages: v.optional(v.undefined()),
  testImages: v.optional(v.undefined()),
});

await runTask(async () => {
  const flags = readFlags({
    task: "replay",
    does:
      `Compare training with NumPy's; GOLDEN is a file of tests/golden/make_golden.py, default ${DEFAULT_GOLDEN}.`,
    flags: [],
    operands: "[GOLDEN]",
  });
  if (flags === undefined) return;
  const [path = DEFAULT_GOLDEN, ...others] = flags.operands;
  if (others.length > 0) throw usageError("Cannot replay more than one golden file: name one");
  const document = DOCUMENTS[0]!;
  const golden = await readGolden(fromHere(path));
  const source = sourceByName(golden.dataset);
  const wish = {
    document,
    source,
    dtype: "f64" as const,
    experiments: chooseExperiments(golden.runs.map(({ id }) => id), document.experiments),
    seeds: [...new Set(golden.runs.map(({ seed }) => seed))].sort((a, b) => a - b),
  };
  const workers = chooseWorkers(undefined, navigator.hardwareConcurrency);
  using progress = trainingProgress(workers);
  onStopSignal("stopped: finished runs are kept; run the same command again to go on");
  await trainAll({ ...wish, dataFolder: DATA_FOLDER, workers, progress });
  progress.stop();
  const store = new RecordStore(DATA_FOLDER);
  const specs = plannedSpecs(wish);

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
async function readGolden(path: string): Promise<Golden> {
  const refuse = (reason: string): UserError =>
    new UserError(
      `Cannot use the golden file ${path}: ${reason}; write one with "deno task maintain golden --full"`,
    );
  const text = await readTextIfThere(path);
  if (text === undefined) throw refuse("it is not there");
  let golden: Golden;
  try {
    golden = JSON.parse(text);
  } catch {
    throw refuse("it is no JSON");
  }
  if (!v.is(GOLDEN, golden)) throw refuse("it is JSON, but holds no whole runs");
  oneOf("data set", golden.dataset, DATA_SOURCES.map(({ name }) => name));
  return golden;
}
