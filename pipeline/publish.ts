/**
 * The publish task: makes the report in reports/ again, with everything that
 * belongs to it. What is on record is not trained again.
 *
 * @module
 */

import { runTask } from "./main.ts";
import { runSteps } from "./steps.ts";
import { UserError } from "./user_error.ts";

/** What the published report is made from: see the rule in docs/verdicts.md. */
const DATA = ["--dataset", "mnist", "--dtype", "f64"];
const SEEDS = ["--seeds", "30"];

await runTask(async () => {
  const [flag] = Deno.args;
  if (flag === "--help") {
    console.log(
      "deno task publish\nTrains everything that the published report needs and writes reports/ and README.md.",
    );
    return;
  }
  if (flag !== undefined) {
    throw new UserError(`Cannot use ${flag}: deno task publish takes no flags`, 2);
  }
  return await runSteps([
    ["fetch", ...DATA],
    ["train", ...DATA, ...SEEDS],
    ["selftest", ...DATA],
    ["robustness", ...DATA],
    ["report", ...DATA, ...SEEDS, "--out", "reports"],
    ["readme"],
  ]);
});
