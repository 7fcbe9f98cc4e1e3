/**
 * The readme task: puts the conclusions of the published report into README.md.
 *
 * @module
 */

import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { readOfThisEngine } from "../records/published.ts";
import { withConclusions } from "../report/readme_table.ts";
import { readNeededText, writeFileIfChanged } from "../system/files.ts";
import { publishedFolder } from "../system/folders.ts";
import type { Command } from "../command_line/flags.ts";
import { runWithFlags } from "../command_line/run.ts";

const COMMAND: Command = {
  task: "readme",
  does: "Put the conclusions of the published report into README.md.",
};

await runWithFlags(COMMAND, async () => {
  const document = DOCUMENTS[0]!;
  const folder = publishedFolder(document);
  const results = await readOfThisEngine(document, folder, "put the conclusions into README.md");
  const readme = await readNeededText("README.md");
  await writeFileIfChanged("README.md", withConclusions(readme, results, folder));
});
