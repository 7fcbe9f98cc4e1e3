/**
 * The report task: writes the report, as HTML and Markdown with charts, from the records.
 *
 * @module
 */

import { chooseCachedSource, warnIfSynthetic } from "../data/choose_source.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { runTask } from "../system/run_task.ts";
import { DEFAULT_OUT } from "../system/options.ts";
import { readOptions } from "../system/read_options.ts";
import { accountOf } from "../report/account.ts";
import { readPublishedRuns } from "../report/published_runs.ts";
import { readResults } from "../report/results.ts";
import { makeReport, writeReport, writeReportBeside } from "../report/write_report.ts";

await runTask(async () => {
  const options = readOptions("report", "Write the report, in Markdown and HTML.");
  if (options === undefined) return;
  const source = await chooseCachedSource(DATA_FOLDER, options.dataset);
  warnIfSynthetic(source, console.log);
  const { document, experiments, seeds, dtype, out } = options;
  const published = options.retrain ? new Map() : await readPublishedRuns(document);
  const wish = { document, source, experiments, seeds, dtype };
  const results = await readResults(DATA_FOLDER, wish, published);
  const files = await makeReport(results);
  const placed = out === DEFAULT_OUT
    ? await writeReportBeside(out, files)
    : { folder: out, notes: await writeReport(out, files) };
  const account = accountOf(results, placed);
  for (const line of account.out) console.log(line);
  for (const line of account.error) console.error(line);
  warnIfSynthetic(source, console.log);
  return account.exitCode;
});
