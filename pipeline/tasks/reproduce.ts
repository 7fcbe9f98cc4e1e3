/**
 * The reproduce task: fetch, train and report, one after the other, with the
 * flags that it was given.
 *
 * @module
 */

import { runTask } from "../system/run_task.ts";
import { readOptions } from "../system/read_options.ts";
import { runSteps } from "../system/steps.ts";

await runTask(async () => {
  // Read here only so that a slip is found before anything is started.
  const options = readOptions("reproduce", "Fetch, train and report: the whole document.");
  if (options === undefined) return;
  return await runSteps(["fetch", "train", "report"].map((step) => [step, ...Deno.args]));
});
