/**
 * The publish task: makes the reports in reports/ again, from training to the README.
 * Runs that are on record are not trained again.
 *
 * @module
 */

import { resolve } from "node:path";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import type { Command } from "../command_line/flags.ts";
import { runWithFlags } from "../command_line/run.ts";
import { commandOf } from "../permissions.ts";
import { runCommands } from "../system/commands.ts";
import { publishedFolder } from "../system/folders.ts";

const COMMAND: Command = {
  task: "publish",
  does: "Train everything that the published report needs; write reports/ and README.md.",
};

await runWithFlags(COMMAND, async () => {
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
