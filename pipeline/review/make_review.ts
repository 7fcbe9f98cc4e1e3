import { mean } from "../../lib/statistics/summary.ts";
import { summarisePaired } from "../../lib/statistics/paired.ts";
import type { Run } from "../records/run.ts";
import {
  type Block,
  heading,
  type Inline,
  paragraph,
  type Report,
  table,
  warning,
} from "../report/blocks.ts";
import { overlay } from "./overlay.ts";
import { percent, signed, wholeNumber } from "../report/format.ts";
import { drawFigures } from "../report/render/draw.ts";
import { chartFiles } from "../report/render/files.ts";
import { formatMarkdown } from "../report/render/markdown.ts";
import { COMMON } from "../report/strings/common.ts";
import { type ChangedExperiment, type Comparison, hasSameNumbers, isUnchanged } from "./compare.ts";
import type { ChangedVerdict } from "./compare_verdicts.ts";
import { follows, type Standing, wasEdited } from "./standing.ts";

/** The maximum number of rows of a table; a pull-request comment holds 65,536 characters. */
const MAX_ROWS = 60;
const MAX_CHARTS = 6;

/** The files of a review: review.md with charts, and comment.md without. */
export async function makeReview(comparison: Comparison): Promise<Map<string, string>> {
  const content = reviewContent(comparison);
  const charts = overlays(comparison);
  const hint = "The learning curves before and after are in the artifact of this review.";
  const withBlocks = (more: readonly Block[]): string =>
    formatMarkdown({ ...content, blocks: [...content.blocks, ...more] }, "charts");
  const files = chartFiles(await drawFigures(charts))
    .map(([file, svg]) => [`charts/${file}`, svg] as const);
  return new Map([
    ...files,
    ["review.md", withBlocks(charts)],
    ["comment.md", withBlocks(charts.length === 0 ? [] : [paragraph(hint)])],
  ]);
}

/** A comparison as a report without charts, changed verdicts first. */
function reviewContent(comparison: Comparison): Report {
  const { before, after, verdicts, grounds, reworded, experiments, files } = comparison;
  const { same, differing, added, removed } = comparison;
  return {
    title: titleOf(comparison),
    blocks: [
      paragraph("From ", { code: before.name }, " to ", { code: after.name }, "."),
      ...standingBlocks("old", before.standing),
      ...standingBlocks("new", after.standing),
      ...verdictTable("Changed verdicts", "verdicts", verdicts),
      ...(grounds.length === 0 ? [] : [paragraph(
        `The evidence for ${count(grounds.length, "unchanged verdict")} changed; the first is ${
          grounds[0]
        }.`,
      )]),
      ...(reworded.length === 0 ? [] : [paragraph(
        `${hasSameNumbers(comparison) ? "No verdict and no number changed; " : ""}${
          count(reworded.length, "condition")
        } ${reworded.length === 1 ? "is" : "are"} worded differently; the first is ${reworded[0]}.`,
      )]),
      heading(2, "Bit for bit", "bits"),
      paragraph({
        bold: differing + added + removed === 0
          ? `Yes: all ${count(same, "run")} are the same.`
          : `No: ${count(differing, "run")} of ${
            count(same + differing, "common run")
          } differ, ${added} are new, ${removed} are gone.`,
      }),
      paragraph(
        files.length === 0
          ? "Every file of the two reports is the same, byte for byte."
          : `${count(files.length, "file")} changed, first ${files[0]}.`,
      ),
      ...(experiments.length === 0 ? [] : [
        heading(2, "Changed numbers", "numbers"),
        paragraph("Test accuracy at the end, mean with its 95 % interval, in percent."),
        ...limitedTable(
          "lllrl",
          ["Experiment", "Before", "After", "Difference, pp", "What changed"],
          experiments.map(numbersOf),
        ),
      ]),
    ],
  };
}

function count(number: number, what: string): string {
  return `${wholeNumber(number)} ${what}${number === 1 ? "" : "s"}`;
}

function titleOf(comparison: Comparison): string {
  const { verdicts, before, after } = comparison;
  const doesNot = (which: string): string =>
    `The ${which} report does not follow from its own records`;
  if (after.standing?.kind === "made again" && !follows(after.standing)) return doesNot("new");
  // Another version of the code may have made the old one differently, and correctly.
  if (before.standing?.kind === "made again" && wasEdited(before.standing)) return doesNot("old");
  if (verdicts.length > 0) return `${count(verdicts.length, "verdict")} changed`;
  if (isUnchanged(comparison)) return "Nothing changed";
  return hasSameNumbers(comparison) ? "No verdict and no number changed" : "No verdict changed";
}

/** What is wrong with one of the reports by itself. */
function standingBlocks(which: "old" | "new", standing: Standing | undefined): Block[] {
  if (standing === undefined) return [];
  if (standing.kind === "not made again") {
    return [warning(
      `The ${which} report could not be made again here, so whether it follows from its own records is not known: ${standing.reason}.`,
    )];
  }
  const { differing, edited, hasManifest, extra, claims } = standing;
  const blocks: Block[] = [];
  if (differing.length > 0) {
    const problem = which === "new" || wasEdited(standing)
      ? "does not follow from its own records"
      : "is not what this code makes of its records";
    const differ = `${count(differing.length, "file")} ${
      differing.length === 1 ? "differs" : "differ"
    }, first ${differing[0]}`;
    const manifest = hasManifest
      ? "Its files match its manifest"
      : "It has no manifest, like earlier reports";
    const cause = edited.length > 0
      ? `It was edited: ${count(edited.length, "file")} changed since, first ${edited[0]}.`
      : `${manifest}: another version of the code made it, or somebody edited it.`;
    blocks.push(
      warning(`The ${which} report ${problem}: ${differ}. ${cause}`),
      ...verdictTable(
        `Verdicts that the ${which} report claims, and what follows from its records`,
        `claimed-${which}`,
        claims.verdicts,
        ["Claimed", "From its records"],
      ),
    );
  }
  if (extra.length > 0) {
    const others = count(extra.length, "other file");
    blocks.push(paragraph(
      `The ${which} report's folder holds ${others} as well, first ${extra[0]}.`,
    ));
  }
  return blocks;
}

/** The learning curves of experiments whose runs differ, as far as there is room. */
function overlays({ experiments }: Comparison): Block[] {
  return experiments.filter(({ differences }) => differences.length > 0).slice(0, MAX_CHARTS)
    .map(({ id, before, after }): Block => ({
      kind: "figure",
      figure: {
        name: `overlay-${id}`,
        alt: `Learning curves of ${id}, before and after`,
        draw: (layout) => overlay(id, before, after, layout),
      },
    }));
}

function verdictTable(
  title: string,
  id: string,
  verdicts: readonly ChangedVerdict[],
  columns: readonly string[] = ["Before", "After"],
): Block[] {
  if (verdicts.length === 0) return [];
  return [
    heading(2, title, id),
    ...limitedTable(
      "llrl",
      ["No.", "Setting", "Part", ...columns],
      verdicts.map(({ claim, setting, part, before, after }) => [
        claim,
        COMMON.en.settings[setting],
        part === undefined ? "all" : String(part),
        before ?? "–",
        { bold: after ?? "–" },
      ]),
    ),
  ];
}

/** A table with as many rows as fit, and a line for the rest. */
function limitedTable(
  align: string,
  titles: readonly string[],
  rows: readonly (readonly Inline[])[],
): Block[] {
  const rest = rows.length - MAX_ROWS;
  return [
    table(align, titles, rows.slice(0, MAX_ROWS)),
    ...(rest > 0 ? [paragraph(`And ${rest} more.`)] : []),
  ];
}

/** The row of an experiment: its accuracies, their difference, and what changed. */
function numbersOf(changed: ChangedExperiment): string[] {
  const [before, after] = [accuraciesOf(changed.before), accuraciesOf(changed.after)];
  const isComparable = before.length > 0 && after.length > 0;
  return [
    changed.id,
    accuracy(before),
    accuracy(after),
    isComparable ? signed(100 * (mean(after) - mean(before))) : "–",
    whatChanged(changed),
  ];
}

function accuraciesOf(runs: readonly Run[]): number[] {
  return runs.map(({ end }) => end.testAccuracy);
}

function accuracy(values: readonly number[]): string {
  if (values.length === 0) return "–";
  const centre = mean(values);
  if (values.length === 1) return percent(centre);
  const [low] = summarisePaired(values, 1).interval95;
  return `${percent(centre)} ± ${percent(centre - low)} (${values.length})`;
}

function whatChanged(changed: ChangedExperiment): string {
  const { before, after, configurationChanged, differences } = changed;
  if (before.length === 0) return "new";
  if (after.length === 0) return "gone";
  return [
    ...(configurationChanged ? ["configuration, data or engine"] : []),
    ...(differences.length > 0 ? [`${differences.length} runs, first ${differences[0]}`] : []),
    ...(before.length === after.length ? [] : [`${before.length} to ${after.length} seeds`]),
  ].join("; ");
}
