/**
 * The current task: fails, without training, when a published report is not what the
 * present code, data and claims make of its records, or when the README tells another
 * outcome.
 *
 * @module
 */

import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { readNeededText } from "../system/files.ts";
import { publishedFolder } from "../system/folders.ts";
import { runTask } from "../system/run_task.ts";
import { readFlags } from "../command_line/read_options.ts";
import { readOfThisEngine } from "../records/published.ts";
import { withConclusions } from "../report/readme_table.ts";
import { makeReport } from "../report/write_report.ts";
import { differingFiles, readFolder } from "../review/report_folder.ts";
import { UserError } from "../system/user_error.ts";

await runTask(async () => {
  const flags = readFlags({
    task: "current",
    does: "Fail, without training, if the published report is not of the present code and claims.",
    flags: [],
  });
  if (flags === undefined) return;
  for (const document of DOCUMENTS) {
    const folder = publishedFolder(document);
    const files = await makeReport(await readOfThisEngine(document, folder, `vouch for ${folder}`));
    const differing = differingFiles(files, await readFolder(folder));
    if (differing.length > 0) {
      throw new UserError(
        `Cannot vouch for ${folder}: the code makes something else of its records in ${differing.length} of ${files.size} files, first ${
          differing[0]
        }; run "deno task publish"`,
      );
    }
    if (document === DOCUMENTS[0]) await checkReadme(files.get("report.md")!, folder);
    console.log(`${folder} is what the present code makes of its records: ${files.size} files`);
  }
});

/** The README tells the outcome of the first document. */
async function checkReadme(report: string, folder: string): Promise<void> {
  const readme = await readNeededText("README.md");
  if (readme === withConclusions(readme, report, folder)) return;
  throw new UserError(
    'Cannot vouch for README.md: it tells another outcome than the report; run "deno task maintain readme"',
  );
}
