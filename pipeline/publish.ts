/**
 * The publish task: makes the reports in reports/ again, with everything that
 * belongs to it. What is on record is not trained again.
 *
 * @module
 */

import { DOCUMENTS } from "../lib/documents/mod.ts";
import { publishedFolder } from "./folders.ts";
import { runTask } from "./main.ts";
import { runSteps, type Step } from "./steps.ts";
import { UserError } from "./user_error.ts";

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
  const steps = DOCUMENTS.flatMap((document): Step[] => {
    const { dtype, seeds } = document.publication;
    const data = ["--document", document.id, "--dataset", document.dataset.name, "--dtype", dtype];
    const all = [...data, "--seeds", String(seeds)];
    return [
      ["fetch", ...data],
      ["train", ...all],
      ["selftest", ...data],
      ["robustness", ...data],
      ["report", ...all, "--out", publishedFolder(document)],
    ];
  });
  return await runSteps([...steps, ["readme"]]);
});
