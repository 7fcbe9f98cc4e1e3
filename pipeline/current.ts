/**
 * The current task: fails, without training, when the published report is not what the
 * present code, data and claims make of its records, or when the README tells another
 * outcome.
 *
 * @module
 */

import { join } from "node:path";
import { runTask } from "./main.ts";
import { readPublished } from "./report/published.ts";
import { withConclusions } from "./report/readme_table.ts";
import { makeReport } from "./report/write_report.ts";
import { engineHash } from "./training/engine_hash.ts";
import { UserError } from "./user_error.ts";

const FOLDER = "reports";

await runTask(async () => {
  const published = await readPublished(FOLDER);
  const engine = await engineHash();
  if (published.engine !== engine) {
    throw new UserError(
      `Cannot vouch for ${FOLDER}: its runs are of engine ${
        published.engine.slice(0, 12)
      }, the code here is ${engine.slice(0, 12)}; run "deno task publish"`,
    );
  }
  const files = await makeReport(published);
  const differing: string[] = [];
  for (const [path, content] of files) {
    const present = await Deno.readTextFile(join(FOLDER, path)).catch(() => undefined);
    if (present !== content) differing.push(path);
  }
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
