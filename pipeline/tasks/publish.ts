/**
 * The publish task: makes the reports in reports/ again, from training to the README.
 * Runs that are on record are not trained again.
 *
 * @module
 */

import { resolve } from "node:path";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { readFlags } from "../command_line/read_options.ts";
import { commandOf } from "../permissions.ts";
import { runCommands } from "../system/commands.ts";
import { publishedFolder } from "../system/folders.ts";
import { runTask } from "../system/run_task.ts";

await runTask(async () => {
  const flags = readFlags({
    task: "publish",
    does: "Train everything that the published report needs; write reports/ and README.md.",
    flags: [],
  });
  if (flags === undefined) return;
  const commands = DOCUMENTS.flatMap((document) => {
    const { dtype, seeds } = document.publication;
    const data = ["--document", document.id, "--dataset", document.dataset.name, "--dtype", dtype];
    const all = [...data, "--seeds", String(seeds)];
    return [
      commandOf("fetch", data),
      commandOf("train", all),
      commandOf("train", ["--group", "self-tests", ...data]),
      commandOf("train", ["--group", "robustness", ...data]),
      commandOf("report", [...all, "--out", resolve(publishedFolder(document))]),
    ];
  });
  return await runCommands([...commands, commandOf("readme")]);
});
