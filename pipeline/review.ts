/**
 * The review task: what changed from one report to another, as Markdown that fits
 * a pull-request comment or a job summary.
 *
 * @module
 */

import { join, resolve } from "node:path";
import { writeFileAtomically } from "./files.ts";
import { usageError } from "./flags.ts";
import { runTask } from "./main.ts";
import { startedIn } from "./read_options.ts";
import { compareReports } from "./review/compare.ts";
import { makeReview } from "./review/make_review.ts";
import { localFolder, readReport, type ReportFolder, revision } from "./review/report_folder.ts";

const HELP = [
  "deno task review OLD NEW [OUT]",
  "Compare two reports and print what changed, verdicts first.",
  "",
  "OLD and NEW are folders of reports, or git revisions of this repository;",
  "OUT is the folder for review.md and its charts, default data/review.",
].join("\n");

await runTask(async () => {
  if (Deno.args.includes("--help")) {
    console.log(HELP);
    return;
  }
  const flag = Deno.args.find((argument) => argument.startsWith("-"));
  if (flag !== undefined) throw usageError(`Cannot use ${flag}: review takes no flags; see --help`);
  const [before, after, out = "data/review"] = Deno.args;
  if (before === undefined || after === undefined || Deno.args.length > 3) {
    throw usageError("Cannot review: name two reports, the old one first; see --help");
  }
  const [old, now] = [await readReport(await find(before)), await readReport(await find(after))];
  const files = await makeReview(old.name, now.name, compareReports(old, now));
  const folder = Deno.args[2] === undefined ? out : resolve(startedIn(), out);
  for (const [path, content] of files) await writeFileAtomically(join(folder, path), content);
  console.log(files.get("review.md")!);
});

/** A folder if there is one of that name, else a revision. */
async function find(name: string): Promise<ReportFolder> {
  const path = resolve(startedIn(), name);
  const isFolder = await Deno.stat(path).then((info) => info.isDirectory, () => false);
  return isFolder ? localFolder(name, path) : revision(name);
}
