/**
 * The report task: writes report.md, index.html and the charts from the records.
 *
 * @module
 */

import { join } from "node:path";
import { SYNTHETIC_DIGITS } from "../lib/data/sources.ts";
import { chooseCachedSource, SYNTHETIC_WARNING } from "./data/choose_source.ts";
import { DATA_FOLDER } from "./folders.ts";
import { runTask } from "./main.ts";
import { DEFAULT_OUT } from "./options.ts";
import { readOptions } from "./read_options.ts";
import { readResults } from "./report/results.ts";
import { makeReport, writeReport, writeReportBeside } from "./report/write_report.ts";

await runTask(async () => {
  const options = readOptions("report", "Write the report, in Markdown and HTML.");
  if (options === undefined) return;
  const source = await chooseCachedSource(DATA_FOLDER, options.dataset);
  if (source === SYNTHETIC_DIGITS) console.log(`warning: ${SYNTHETIC_WARNING}`);
  const { document, experiments, seeds, dtype, out } = options;
  const results = await readResults(DATA_FOLDER, { document, source, experiments, seeds, dtype });
  const files = await makeReport(results);
  const { folder, notes } = out === DEFAULT_OUT
    ? await writeReportBeside(out, files)
    : { folder: out, notes: await writeReport(out, files) };
  for (const note of [...results.notes, ...notes]) console.log(`note: ${note}`);
  console.log(`report: ${join(folder, "index.html")} and ${join(folder, "report.md")}`);
  const { damaged } = results;
  if (damaged.length === 0) return;
  for (const path of damaged) console.error(`damaged: ${path}`);
  console.error(
    `error: Cannot report in full: ${damaged.length} record${
      damaged.length === 1 ? " is" : "s are"
    } damaged and left out, named above; run "deno task selftest" and "deno task robustness", which train them again, then "deno task report"`,
  );
  return 1;
});
