/**
 * The publish task: makes the reports in reports/ again, with everything that
 * belongs to it. What is on record is not trained again.
 *
 * @module
 */

import { resolve } from "node:path";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { publishedFolder } from "../system/folders.ts";
import { runTask } from "../system/run_task.ts";
import { readFlags } from "../system/read_options.ts";
import { runSteps, type Step } from "../system/steps.ts";

await runTask(async () => {
  const flags = readFlags({
    task: "publish",
    does: "Train everything that the published report needs; write reports/ and README.md.",
    flags: [],
  });
  if (flags === undefined) return;
  const steps = DOCUMENTS.flatMap((document): Step[] => {
    const { dtype, seeds } = document.publication;
    const data = ["--document", document.id, "--dataset", document.dataset.name, "--dtype", dtype];
    const all = [...data, "--seeds", String(seeds)];
    return [
      ["fetch", ...data],
      ["train", ...all],
      ["selftest", ...data],
      ["robustness", ...data],
      ["report", ...all, "--out", resolve(publishedFolder(document))],
    ];
  });
  return await runSteps([...steps, ["readme"]]);
});
