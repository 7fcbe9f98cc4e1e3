/**
 * The current task: fails, without training, when the published report is not what the
 * present code, data and claims make of its records, or when the README tells another
 * outcome.
 *
 * @module
 */

import { DOCUMENTS } from "../lib/documents/mod.ts";
import { runTask } from "./main.ts";
import { readOfThisEngine } from "./report/published.ts";
import { withConclusions } from "./report/readme_table.ts";
import { makeReport } from "./report/write_report.ts";
import { differingFiles, localFolder, madeFolder } from "./review/report_folder.ts";
import { UserError } from "./user_error.ts";

const FOLDER = "reports";

await runTask(async () => {
  const files = await makeReport(
    await readOfThisEngine(DOCUMENTS[0]!, FOLDER, `vouch for ${FOLDER}`),
  );
  const differing = await differingFiles(
    madeFolder("the code", files),
    localFolder(FOLDER, FOLDER),
  );
  if (differing.length > 0) {
    throw new UserError(
      `Cannot vouch for ${FOLDER}: the code makes something else of its records in ${differing.length} of ${files.size} files, first ${
        differing[0]
      }; run "deno task publish"`,
    );
  }
  const readme = await Deno.readTextFile("README.md");
  if (readme !== withConclusions(readme, files.get("report.md")!)) {
    throw new UserError(
      'Cannot vouch for README.md: it tells another outcome than the report; run "deno task readme"',
    );
  }
  console.log(`${FOLDER} is what the present code makes of its records: ${files.size} files`);
});
