/**
 * The report task: writes the report, as HTML and Markdown with charts, from the records.
 *
 * @module
 */

import { chooseCachedSource, warnIfOther } from "../data/choose_source.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { DEFAULT_OUT } from "../command_line/options.ts";
import { runWithOptions } from "../command_line/run.ts";
import { accountOf } from "../report/account.ts";
import { readPublishedRuns } from "../records/published_runs.ts";
import { readResults } from "../records/read_results.ts";
import { writeOwnedFolder } from "../report/owned_folder.ts";
import { makeReport, writeReportBeside } from "../report/write_report.ts";

await runWithOptions("report", "Write the report, in Markdown and HTML.", async (options) => {
  const { document, experiments, seeds, dtype, out } = options;
  const source = await chooseCachedSource(DATA_FOLDER, document, options.dataset);
  warnIfOther(source, document, console.log);
  const published = options.retrain ? new Map() : await readPublishedRuns(document);
  const request = { document, source, experiments, seeds, dtype };
  const results = await readResults(DATA_FOLDER, request, published);
  const files = await makeReport(results);
  const placed = out === DEFAULT_OUT
    ? await writeReportBeside(out, files)
    : { folder: out, notes: await writeOwnedFolder(out, files) };
  const account = accountOf(results, placed);
  for (const line of account.out) console.log(line);
  for (const line of account.error) console.error(line);
  warnIfOther(source, document, console.log);
  return account.exitCode;
});
