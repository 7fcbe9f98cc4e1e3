/**
 * The report task: writes report.md, index.html and the charts from the records.
 *
 * @module
 */

import { join } from "node:path";
import { chooseCachedSource, warnIfSynthetic } from "./data/choose_source.ts";
import { DATA_FOLDER } from "./folders.ts";
import { runTask } from "./main.ts";
import { readOptions } from "./read_options.ts";
import { readResults } from "./report/results.ts";
import { makeReport, writeReport } from "./report/write_report.ts";

await runTask(async () => {
  const options = readOptions("report", "Write the report, in Markdown and HTML.");
  if (options === undefined) return;
  const source = await chooseCachedSource(DATA_FOLDER, options.dataset);
  warnIfSynthetic(source, console.log);
  const { document, experiments, seeds, dtype, out } = options;
  const results = await readResults(DATA_FOLDER, { document, source, experiments, seeds, dtype });
  await writeReport(out, await makeReport(results));
  console.log(`report: ${join(out, "index.html")} and ${join(out, "report.md")}`);
  warnIfSynthetic(source, console.log);
});
