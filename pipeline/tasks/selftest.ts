/**
 * The selftest task: trains the experiments whose outcome is known beforehand; the
 * report judges them.
 *
 * @module
 */

import { comparedIn } from "../../lib/documents/claim.ts";
import { type Document, experimentOf } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { runTask } from "../system/run_task.ts";
import { readOptions } from "../system/read_options.ts";
import { trainTask } from "../training/train_task.ts";

await runTask(async () => {
  const options = readOptions(
    "selftest",
    "Train experiments whose outcome is known, to test the judge; then run the report.",
    (document) => ({
      experiments: [...document.selfTests.experiments, ...comparedWith(document)],
      seeds: document.selfTests.seeds,
    }),
  );
  if (options !== undefined) await trainTask(options);
});

/** The document's experiments that the self-tests look at, too. */
function comparedWith(document: Document): Experiment[] {
  const own = document.selfTests.experiments.map(({ id }) => id);
  const ids = document.selfTests.tests.flatMap(({ condition }) => comparedIn(condition));
  return [...new Set(ids)].filter((id) => !own.includes(id)).map((id) =>
    experimentOf(document, id)
  );
}
