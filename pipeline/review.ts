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
import { compareReports, isUnchanged } from "./review/compare.ts";
import { makeReview } from "./review/make_review.ts";
import {
  differingFiles,
  localFolder,
  readReport,
  type ReportFolder,
  revision,
} from "./review/report_folder.ts";

const HELP = [
  "deno task review [--unchanged] OLD NEW [OUT]",
  "Compare two reports and print what changed, verdicts first.",
  "",
  "OLD and NEW are folders of reports, or git revisions of this repository;",
  "OUT is the folder for review.md, its charts, and comment.md without them; default",
  "data/review. In a GitHub job the comment is the job's summary, too.",
  "With --unchanged the task fails if anything changed.",
].join("\n");

/** The flag that makes a change a failure. */
const UNCHANGED = "--unchanged";

/** Where GitHub wants what a job has to say. */
const SUMMARY = "GITHUB_STEP_SUMMARY";

await runTask(async () => {
  if (Deno.args.includes("--help")) {
    console.log(HELP);
    return;
  }
  const names = Deno.args.filter((argument) => argument !== UNCHANGED);
  const flag = names.find((argument) => argument.startsWith("-"));
  if (flag !== undefined) {
    throw usageError(`Cannot use ${flag}: the only flag of review is ${UNCHANGED}; see --help`);
  }
  const [before, after, out] = names;
  if (before === undefined || after === undefined || names.length > 3) {
    throw usageError("Cannot review: name two reports, the old one first; see --help");
  }
  const folders = [await find(before), await find(after)] as const;
  const [old, now] = [await readReport(folders[0]), await readReport(folders[1])];
  const comparison = compareReports(old, now, await differingFiles(...folders));
  const files = await makeReview(old.name, now.name, comparison);
  const folder = out === undefined ? "data/review" : resolve(startedIn(), out);
  for (const [path, content] of files) await writeFileAtomically(join(folder, path), content);
  const comment = files.get("comment.md")!;
  console.log(comment);
  const summary = Deno.env.get(SUMMARY);
  if (summary !== undefined) await Deno.writeTextFile(summary, comment, { append: true });
  return !isUnchanged(comparison) && Deno.args.includes(UNCHANGED) ? 1 : 0;
});

/** A folder if there is one of that name, else a revision. */
async function find(name: string): Promise<ReportFolder> {
  const path = resolve(startedIn(), name);
  const isFolder = await Deno.stat(path).then((info) => info.isDirectory, () => false);
  return isFolder ? localFolder(name, path) : revision(name);
}
