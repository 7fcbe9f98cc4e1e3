/**
 * The publish task: makes the reports in reports/ again, from training to the README.
 * Runs that are on record are not trained again.
 *
 * @module
 */

import { resolve } from "node:path";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import type { Command } from "../command_line/flags.ts";
import { chooseDocument, DOCUMENT_FLAG } from "../command_line/options.ts";
import { runWithFlags } from "../command_line/run.ts";
import { commandOf } from "../permissions.ts";
import { groupOf } from "../records/groups.ts";
import { runCommands } from "../system/commands.ts";
import { publishedFolder } from "../system/folders.ts";

const COMMAND: Command = {
  task: "publish",
  does: "Train everything that the published reports need; write reports/ and README.md.",
  flags: [{ ...DOCUMENT_FLAG, help: "the report of this document; default all" }],
};

await runWithFlags(COMMAND, async (flags) => {
  const id = flags.single("document");
  const documents = id === undefined ? DOCUMENTS : [chooseDocument(id)];
  const commands = documents.flatMap((document) => {
    const { dtype, seeds } = document.publication;
    const data = ["--document", document.id, "--dataset", document.dataset.name, "--dtype", dtype];
    const all = [...data, "--seeds", String(seeds)];
    return [
      commandOf("fetch", data),
      commandOf("train", all),
      ...(["self-tests", "robustness"] as const)
        .filter((group) => groupOf(document, group).experiments.length > 0)
        .map((group) => commandOf("train", ["--group", group, ...data])),
      commandOf("report", [...all, "--out", resolve(publishedFolder(document))]),
    ];
  });
  // README.md shows the conclusions of the first document.
  const readme = documents.includes(DOCUMENTS[0]!) ? [commandOf("readme")] : [];
  return await runCommands([...commands, ...readme]);
});
