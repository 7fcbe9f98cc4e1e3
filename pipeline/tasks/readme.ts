/**
 * The readme task: puts the conclusions of the published report into README.md.
 *
 * @module
 */

import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { sha256 } from "../data/payload.ts";
import { publishedFolder } from "../system/folders.ts";
import { readNeededText, writeFileIfChanged } from "../system/files.ts";
import { runTask } from "../system/run_task.ts";
import { readFlags } from "../command_line/read_options.ts";
import { MANIFEST_FILE, parseManifest } from "../records/manifest.ts";
import { withConclusions } from "../report/readme_table.ts";
import { UserError } from "../system/user_error.ts";

const REPORT = "report.md";
const FOLDER = publishedFolder(DOCUMENTS[0]!);

await runTask(async () => {
  const flags = readFlags({
    task: "readme",
    does: "Put the conclusions of the published report into README.md.",
    flags: [],
  });
  if (flags === undefined) return;
  const report = await readNeededText(`${FOLDER}/${REPORT}`);
  const manifest = parseManifest(await readNeededText(`${FOLDER}/${MANIFEST_FILE}`));
  if (manifest?.files[REPORT] !== sha256(report)) {
    throw new UserError(
      `Cannot put the outcome into README.md: ${FOLDER}/${REPORT} has been changed since it was written; take it from the repository again, or run "deno task publish"`,
    );
  }
  await writeFileIfChanged(
    "README.md",
    withConclusions(await readNeededText("README.md"), report, FOLDER),
  );
});
