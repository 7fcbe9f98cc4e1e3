/**
 * The selftest task: trains the experiments whose outcome is known beforehand; the
 * report judges them.
 *
 * @module
 */

import { comparedIn } from "../lib/document/claims.ts";
import { experimentById } from "../lib/document/experiments.ts";
import { SELF_TEST_EXPERIMENTS, SELF_TEST_SEEDS, SELF_TESTS } from "../lib/document/self_tests.ts";
import { runTask } from "./main.ts";
import { readOptions } from "./read_options.ts";
import { trainTask } from "./training/train_task.ts";

await runTask(async () => {
  const options = readOptions(
    "selftest",
    "Train experiments whose outcome is known, to test the judge; then run the report.",
    { experiments: [...SELF_TEST_EXPERIMENTS, ...comparedWith()], seeds: SELF_TEST_SEEDS },
  );
  if (options !== undefined) await trainTask(options);
});

/** The document's experiments that the self-tests look at, too. */
function comparedWith() {
  const own = SELF_TEST_EXPERIMENTS.map(({ id }) => id);
  const ids = SELF_TESTS.flatMap(({ condition }) => comparedIn(condition));
  return [...new Set(ids)].filter((id) => !own.includes(id)).map(experimentById);
}
