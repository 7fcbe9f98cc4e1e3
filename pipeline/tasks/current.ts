/**
 * The current task: fails, without training, if the code no longer makes a published report
 * from its records, or if README.md shows other conclusions.
 *
 * @module
 */

import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { readNeededText } from "../system/files.ts";
import { publishedFolder } from "../system/folders.ts";
import type { Command } from "../command_line/flags.ts";
import { runWithFlags } from "../command_line/run.ts";
import { readOfThisEngine } from "../records/published.ts";
import type { Results } from "../records/results.ts";
import { withConclusions } from "../report/readme_table.ts";
import { makeReport } from "../report/write_report.ts";
import { differingFiles, readFolder } from "../review/report_folder.ts";
import { taskCommand } from "../system/task_command.ts";
import { UserError } from "../system/user_error.ts";

const COMMAND: Command = {
  task: "current",
  does: "Fail, without training, if the code no longer makes the published report.",
};

await runWithFlags(COMMAND, async () => {
  for (const document of DOCUMENTS) {
    const folder = publishedFolder(document);
    const results = await readOfThisEngine(document, folder, `vouch for ${folder}`);
    const files = await makeReport(results);
    const differing = differingFiles(files, await readFolder(folder));
    if (differing.length > 0) {
      throw new UserError(
        `Cannot vouch for ${folder}: ${differing.length} of ${files.size} files differ from what the code makes of its records, first ${
          differing[0]
        }; run "${taskCommand("publish", document)}"`,
      );
    }
    if (document === DOCUMENTS[0]) await checkReadme(results, folder);
    console.log(`${folder} is what the code makes of its records: ${files.size} files`);
  }
});

/** README.md shows the conclusions of the first document. */
async function checkReadme(results: Results, folder: string): Promise<void> {
  const readme = await readNeededText("README.md");
  if (readme === withConclusions(readme, results, folder)) return;
  throw new UserError(
    'Cannot vouch for README.md: it shows other conclusions than the report; run "deno task maintain readme"',
  );
}
