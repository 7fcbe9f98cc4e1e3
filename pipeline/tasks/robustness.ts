/**
 * The robustness task: trains the grid of small changes; the report shows which
 * verdicts survive them.
 *
 * @module
 */

import { variedExperiments } from "../../lib/documents/vary.ts";
import { runTask } from "../system/run_task.ts";
import { readOptions } from "../system/read_options.ts";
import { trainTask } from "../training/train_task.ts";

await runTask(async () => {
  const options = readOptions(
    "robustness",
    "Train every compared experiment with small changes; then run the report.",
    (document) => ({
      experiments: variedExperiments(document),
      seeds: document.variations.seeds,
    }),
  );
  if (options !== undefined) await trainTask(options);
});
