/**
 * The robustness task: trains the grid of small changes; the report shows which
 * verdicts survive them.
 *
 * @module
 */

import { CLAIMS } from "../lib/document/claims.ts";
import { VARIATION_SEEDS, variedExperiments } from "../lib/document/variations.ts";
import { runTask } from "./main.ts";
import { readOptions } from "./read_options.ts";
import { trainTask } from "./training/train_task.ts";

await runTask(async () => {
  const options = readOptions(
    "robustness",
    "Train every compared experiment with small changes; then run the report.",
    { experiments: variedExperiments(CLAIMS), seeds: VARIATION_SEEDS },
  );
  if (options !== undefined) await trainTask(options);
});
