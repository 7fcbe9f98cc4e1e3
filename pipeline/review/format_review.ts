import { tQuantile } from "../../lib/statistics/student_t.ts";
import { mean, standardDeviation } from "../../lib/statistics/summary.ts";
import { type Block, type Line, paragraph, type Report } from "../report/blocks.ts";
import { overlay } from "../report/charts/overlay.ts";
import { percent, signed, wholeNumber } from "../report/format.ts";
import { COMMON } from "../report/strings/common.ts";
import type { Run } from "../records/run.ts";
import { type ChangedExperiment, type Comparison, isUnchanged } from "./compare.ts";
import { type ChangedVerdict, compareVerdicts } from "./compare_verdicts.ts";
import { follows, type Standing, wasEdited } from "./standing.ts";

/** The maximum number of rows of a table; a pull-request comment holds 65,536 characters. */
const MAX_ROWS = 60;
/** The maximum number of charts. */
const MAX_CHARTS = 6;

/** The experiments that are drawn: those whose runs differ, as far as there is room. */
function drawnExperiments({ experiments }: Comparison): readonly ChangedExperiment[] {
  return experiments
    .filter(({ before, after, differing }) => differing > 0 && before.length + after.length > 0)
    .slice(0, MAX_CHARTS);
}

/**
 * A comparison as a report, changed verdicts first.
 *
 * @param withCharts whether readers will see the charts
 */
export function reviewContent(
  before: string,
  after: string,
  comparison: Comparison,
  withCharts: boolean,
): Report {
  const { verdicts, grounds, same, differing, added, removed, files } = comparison;
  const identical = differing === 0 && added === 0 && removed === 0;
  return {
    title: titleOf(comparison),
    blocks: [
      paragraph("From ", { code: before }, " to ", { code: after }, "."),
      ...standingBlocks("old", comparison.standings.before),
      ...standingBlocks("new", comparison.standings.after),
      ...verdictTable("Changed verdicts", "verdicts", verdicts),
      ...(grounds.length === 0 ? [] : [paragraph(
        `The evidence for ${count(grounds.length, "unchanged verdict")} changed; the first is ${
          grounds[0]
        }.`,
      )]),
      { kind: "heading", level: 2, text: "Bit for bit", id: "bits" },
      paragraph(
        {
          bold: identical
            ? `Yes: all ${count(same, "run")} are the same.`
            : `No: ${count(differing, "run")} of ${
              count(same + differing, "common run")
            } differ, ${added} are new, ${removed} are gone.`,
        },
      ),
      paragraph(
        files.length === 0
          ? "Every file of the two reports is the same, byte for byte."
          : `${count(files.length, "file")} changed, first ${files[0]}.`,
      ),
      ...numberTables(comparison),
      ...overlays(comparison, withCharts),
    ],
  };
}

function count(number: number, what: string): string {
  return `${wholeNumber(number)} ${what}${number === 1 ? "" : "s"}`;
}

/** The most important result. */
function titleOf(comparison: Comparison): string {
  const { verdicts, standings } = comparison;
  const doesNot = (which: string): string =>
    `The ${which} report does not follow from its own records`;
  if (standings.after?.kind === "made again" && !follows(standings.after)) return doesNot("new");
  // Another version of the code may have made the old one differently, and correctly.
  if (standings.before?.kind === "made again" && wasEdited(standings.before)) return doesNot("old");
  if (verdicts.length > 0) return `${count(verdicts.length, "verdict")} changed`;
  return isUnchanged(comparison) ? "Nothing changed" : "No verdict changed";
}

/** What is wrong with one of the reports by itself. */
function standingBlocks(which: "old" | "new", standing: Standing | undefined): Block[] {
  if (standing === undefined) return [];
  const warning = (text: string): Block => ({ kind: "warning", line: [text] });
  if (standing.kind === "not made again") {
    return [warning(
      `The ${which} report could not be made again here, so whether it follows from its own records is not known: ${standing.reason}.`,
    )];
  }
  const { differing, edited, hasManifest, extra, claimed, given } = standing;
  const blocks: Block[] = [];
  if (differing.length > 0) {
    const problem = which === "new" || wasEdited(standing)
      ? "does not follow from its own records"
      : "is not what this code makes of its records";
    const cause = edited.length > 0
      ? `It was edited: ${count(edited.length, "file")} changed since, first ${edited[0]}.`
      : `${
        hasManifest ? "Its files match its manifest" : "It has no manifest, like earlier reports"
      }: another version of the code made it, or somebody edited it.`;
    blocks.push(
      warning(
        `The ${which} report ${problem}: ${count(differing.length, "file")} ${
          differing.length === 1 ? "differs" : "differ"
        }, first ${differing[0]}. ${cause}`,
      ),
      ...verdictTable(
        `Verdicts that the ${which} report claims, and what follows from its records`,
        `claimed-${which}`,
        compareVerdicts(claimed, given).verdicts,
        ["Claimed", "From its records"],
      ),
    );
  }
  if (extra.length > 0) {
    blocks.push(paragraph(
      `The ${which} report's folder holds ${count(extra.length, "other file")} as well, first ${
        extra[0]
      }.`,
    ));
  }
  return blocks;
}

/** The charts, or a hint where to find them. */
function overlays(comparison: Comparison, withCharts: boolean): Block[] {
  const drawn = drawnExperiments(comparison);
  if (drawn.length === 0) return [];
  if (!withCharts) {
    return [paragraph("The learning curves before and after are in the artifact of this review.")];
  }
  return drawn.map(({ id, before, after }): Block => ({
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
  [before, after]: readonly [string, string] = ["Before", "After"],
): Block[] {
  if (verdicts.length === 0) return [];
  return [
    { kind: "heading", level: 2, text: title, id },
    ...limited({
      kind: "table",
      columns: [
        { title: "No." },
        { title: "Way" },
        { title: "Part", align: "right" },
        { title: before },
        { title: after },
      ],
      rows: verdicts.map(({ claim, arm, part, before, after }) => [
        [claim],
        [COMMON.en.settings[arm]],
        [part === undefined ? "all" : String(part)],
        [before ?? "–"],
        [{ bold: after ?? "–" }],
      ]),
    }),
  ];
}

function numberTables({ experiments }: Comparison): Block[] {
  if (experiments.length === 0) return [];
  return [
    { kind: "heading", level: 2, text: "Changed numbers", id: "numbers" },
    paragraph("Test accuracy at the end, mean with its 95 % interval, in percent."),
    ...limited({
      kind: "table",
      columns: [
        { title: "Experiment" },
        { title: "Before" },
        { title: "After" },
        { title: "Difference, pp", align: "right" },
        { title: "What changed" },
      ],
      rows: experiments.map((changed): Line[] => [
        [changed.id],
        [accuracy(changed.before)],
        [accuracy(changed.after)],
        [difference(changed)],
        [reason(changed)],
      ]),
    }),
  ];
}

/** A table with as many rows as fit, and a line for the rest. */
function limited(table: Extract<Block, { kind: "table" }>): Block[] {
  const rest = table.rows.length - MAX_ROWS;
  if (rest <= 0) return [table];
  return [{ ...table, rows: table.rows.slice(0, MAX_ROWS) }, paragraph(`And ${rest} more.`)];
}

function ends(runs: readonly Run[]): number[] {
  return runs.map(({ end }) => end.testAccuracy);
}

function accuracy(runs: readonly Run[]): string {
  if (runs.length === 0) return "–";
  const values = ends(runs);
  if (values.length === 1) return percent(values[0]!);
  const half = tQuantile(0.975, values.length - 1) * standardDeviation(values) /
    Math.sqrt(values.length);
  return `${percent(mean(values))} ± ${percent(half)} (${values.length})`;
}

function difference({ before, after }: ChangedExperiment): string {
  if (before.length === 0 || after.length === 0) return "–";
  return signed(100 * (mean(ends(after)) - mean(ends(before))));
}

function reason(changed: ChangedExperiment): string {
  const { before, after, configurationChanged, differing, first } = changed;
  if (before.length === 0) return "new";
  if (after.length === 0) return "gone";
  const parts = [
    ...(configurationChanged ? ["configuration, data or engine"] : []),
    ...(differing > 0 ? [`${differing} runs, first ${first}`] : []),
    ...(before.length === after.length ? [] : [`${before.length} to ${after.length} seeds`]),
  ];
  return parts.join("; ");
}
