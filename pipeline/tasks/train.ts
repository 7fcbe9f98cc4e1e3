/**
 * The train task: trains every run that is not on record yet.
 *
 * @module
 */

import { readOptions } from "../command_line/read_options.ts";
import { runTask } from "../system/run_task.ts";
import { trainTask } from "../training/train_task.ts";

await runTask(async () => {
  const options = readOptions("train", "Train every run that is not on record yet.");
  if (options !== undefined) await trainTask(options);
});
