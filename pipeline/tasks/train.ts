/**
 * The train task: trains every run that is not yet on record.
 *
 * @module
 */

import { runTask } from "../system/run_task.ts";
import { readOptions } from "../system/read_options.ts";
import { trainTask } from "../training/train_task.ts";

await runTask(async () => {
  const options = readOptions("train", "Train every experiment that is not already on record.");
  if (options !== undefined) await trainTask(options);
});
