/**
 * The readme task: puts the conclusions of the published report into README.md.
 *
 * @module
 */

import { writeFileIfChanged } from "./files.ts";
import { runTask } from "./main.ts";
import { withConclusions } from "./report/readme_table.ts";

await runTask(async () => {
  const readme = await Deno.readTextFile("README.md");
  const report = await Deno.readTextFile("reports/report.md");
  await writeFileIfChanged("README.md", withConclusions(readme, report));
});
