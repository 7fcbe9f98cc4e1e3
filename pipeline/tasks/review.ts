/**
 * The review task: what changed from one report to another, as Markdown that fits
 * a pull-request comment or a job summary.
 *
 * @module
 */

import type { Command } from "../command_line/flags.ts";
import { usageError } from "../system/user_error.ts";
import { chooseDocument, DOCUMENT_FLAG } from "../command_line/options.ts";
import { fromHere, runWithFlags } from "../command_line/run.ts";
import { withManifest } from "../records/manifest.ts";
import type { ReportFiles } from "../report/write_report.ts";
import { writeOwnedFolder } from "../report/owned_folder.ts";
import { bothFollow, compareReports, isUnchanged } from "../review/compare.ts";
import { makeReview } from "../review/make_review.ts";
import {
  differingFiles,
  findReport,
  parseReport,
  type ReviewedReport,
} from "../review/report_folder.ts";
import { standingOf } from "../review/standing.ts";
import { appendToSummary } from "../review/summary.ts";

const COMMAND: Command = {
  task: "review",
  does: [
    "Compare two reports and print what changed, verdicts first.",
    "",
    "OLD and NEW are folders of reports, or git revisions of this repository;",
    "OUT is the folder for review.md, its charts, and comment.md without them; default",
    "data/review. In a GitHub job the comment is the job's summary, too.",
    "Each report is made again from its own records first; if one does not follow from them,",
    "the review says so.",
  ].join("\n"),
  flags: [
    {
      name: "unchanged",
      help: "fail if anything changed, or a report does not follow from its records",
    },
    DOCUMENT_FLAG,
  ],
  operands: "OLD NEW [OUT]",
};

const DEFAULT_OUT = "data/review";

/** The file in which GitHub expects the summary of a job. */
const SUMMARY = "GITHUB_STEP_SUMMARY";

await runWithFlags(COMMAND, async (flags) => {
  const document = chooseDocument(flags.single("document"));
  const [before, after, out, ...others] = flags.operands;
  if (before === undefined || after === undefined || others.length > 0) {
    throw usageError("Cannot review: name two reports, the old one first; see --help");
  }
  const read = (name: string) => findReport(name, fromHere(name), document);
  const [oldFiles, newFiles] = [await read(before), await read(after)];
  const differing = differingFiles(oldFiles, newFiles);
  // One after the other, because charts are drawn one after the other.
  const old = await withStanding(before, oldFiles);
  const now = differing.length === 0
    ? { ...old, name: after }
    : await withStanding(after, newFiles);
  const comparison = compareReports(old, now, differing);
  const review = await makeReview(comparison);
  const folder = out === undefined ? DEFAULT_OUT : fromHere(out);
  const notes = await writeOwnedFolder(folder, withManifest(review, { kind: "review" }));
  for (const note of notes) console.error(`note: ${note}`);
  const comment = review.get("comment.md")!;
  console.log(comment);
  await appendToSummary(Deno.env.get(SUMMARY), comment, (line) => console.error(line));
  const isFine = isUnchanged(comparison) && bothFollow(comparison);
  return !isFine && flags.has("unchanged") ? 1 : 0;
});

/** A report, with whether it follows from its own records. */
async function withStanding(name: string, files: ReportFiles): Promise<ReviewedReport> {
  const report = parseReport(name, files);
  return { ...report, standing: await standingOf(name, files, report.verdicts) };
}
