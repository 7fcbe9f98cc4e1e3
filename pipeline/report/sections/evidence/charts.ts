import type { Condition } from "../../../../lib/documents/claim.ts";
import { mean } from "../../../../lib/statistics/summary.ts";
import type { Block } from "../../blocks.ts";
import { type StripAxis, stripFigure, type StripRow } from "../../charts/strip_chart.ts";
import type { ReportContext } from "../../context.ts";
import { differenceWithUnit, measured } from "../../format.ts";
import { effect, signOf } from "../../phrases.ts";
import { lastRecorded } from "../../document_numbers.ts";
import type { Part } from "./part.ts";
import { WORDS } from "./words.ts";

/** The possible ticks of an axis in margins. */
const MARGINS = [-300, -100, -30, -10, -3, -1, 1, 3, 10, 30, 100, 300];

/** The charts of a conclusion: one per measure with a criterion, and one of all comparisons. */
export function evidenceFigures(
  claim: string,
  parts: readonly Part[],
  context: ReportContext,
): Block[] {
  const { criteria } = context.document;
  const measures = parts.flatMap(({ condition }) =>
    condition.kind === "most" ? [criteria[condition.are]!.measure] : []
  );
  return [
    ...[...new Set(measures)].map((measure) => runsFigure(claim, measure, parts, context)),
    ...pairsFigure(claim, parts, context),
  ];
}

function altOf(rows: readonly StripRow[]): string {
  return rows.map(({ label, result }) =>
    `${label.quiet}, ${label.lines.join(" ")}: ${result.join(", ")}`
  ).join("; ");
}

/** The runs that must meet a criterion on one measure. */
function runsFigure(
  claim: string,
  name: string,
  parts: readonly Part[],
  context: ReportContext,
): Block {
  const { document, results, language, words } = context;
  const measure = document.measures[name]!;
  const { domain } = measure;
  const rows = parts.flatMap((part): StripRow[] => {
    const { condition } = part;
    if (condition.kind !== "most" || part.measure !== measure) return [];
    const { name, bound } = document.criteria[condition.are]!;
    const seeds = results.runsOf(condition.of).map((run) => {
      const value = measure.of(run);
      return { seed: run.seed, value, text: measured(value, measure) };
    });
    return [{
      label: { quiet: `${words.settings[part.setting]}: ${name[language]}`, lines: [condition.of] },
      result: [effect(part, words), words.verdicts[part.verdict]],
      seeds,
      mean: mean(seeds.map(({ value }) => value)),
      // The document shows only accuracies; a measure without a domain is not one.
      reference: domain && lastRecorded(condition.of, context)?.recorded,
      shaded: "atLeast" in bound ? [bound.atLeast, Infinity] : [-Infinity, bound.atMost],
    }];
  });
  const values = rows.flatMap(({ seeds }) => seeds.map(({ value }) => value))
    .filter(Number.isFinite);
  const [least, most] = domain ??
    [Math.min(0, ...values) * 1.1, Math.max(0.01, Math.max(...values) * 1.1)];
  const axis: StripAxis = {
    domain: [least, most],
    scale: "linear",
    ticks: niceTicks(least, most),
    label: measure.unit === "share"
      ? "format(100 * datum.value, '~g') + ' %'"
      : "format(datum.value, '~g')",
    title: measure.name[language],
    zero: false,
    shade: "run",
    second: "muted",
  };
  const id = domain === undefined ? `runs-${claim}-${name}` : `runs-${claim}`;
  return stripFigure(id, altOf(rows), rows, axis, results.seeds, words.charts.seed);
}

/** Up to seven ticks between two bounds, in steps of 1, 2 or 5 times a power of ten. */
function niceTicks(least: number, most: number): number[] {
  const extent = most - least;
  const power = 10 ** Math.floor(Math.log10(extent));
  const step = [0.2, 0.5, 1, 2].map((part) => part * power).find((step) => extent / step < 6)!;
  const [first, last] = [Math.ceil(least / step), Math.floor(most / step)];
  // 3 * 0.2 is not 0.6.
  return Array.from(
    { length: last - first + 1 },
    (_, i) => Number(((first + i) * step).toPrecision(12)),
  );
}

/** All comparisons, in units of the margin. */
function pairsFigure(claim: string, parts: readonly Part[], context: ReportContext): Block[] {
  const { results, language, words } = context;
  const rows = parts.flatMap((part): StripRow[] => {
    const { setting, condition, evidence, measure, verdict } = part;
    if (evidence.kind !== "paired" || condition.kind === "most") return [];
    const { margin, summary, differences } = evidence;
    const sign = signOf(condition);
    const [low, high] = summary.interval95;
    const recorded = recordedDifference(condition, context);
    return [{
      label: {
        quiet: `${words.settings[setting]}: ${measure.name[language]}`,
        lines: [condition.of, `${sign === 1 ? ">" : "<"} ${condition.than}`],
      },
      result: [effect(part, words), words.verdicts[verdict]],
      seeds: differences.map((value, i) => ({
        seed: results.seeds[i]!,
        value: value / margin,
        text: differenceWithUnit(sign * value, measure),
      })),
      mean: summary.mean / margin,
      interval: [low / margin, high / margin],
      reference: recorded && sign * recorded / margin,
      shaded: [-1, 1],
    }];
  });
  if (rows.length === 0) return [];
  const extent = rows.flatMap(({ seeds, interval = [], reference = 0 }) => [
    ...seeds.map(({ value }) => value),
    ...interval,
    reference,
  ]);
  const furthest = Math.max(3, ...extent.map(Math.abs)) * 1.05;
  const limit = MARGINS.find((tick) => tick >= furthest) ?? furthest;
  const axis: StripAxis = {
    domain: [-limit, limit],
    scale: "symlog",
    ticks: MARGINS.filter((tick) => Math.abs(tick) <= limit),
    label: "(datum.value > 0 ? '+' : '−') + abs(datum.value)",
    title: WORDS[language].margins,
    zero: true,
    shade: "document",
    second: "muted",
  };
  const id = `evidence-${claim}`;
  return [stripFigure(id, altOf(rows), rows, axis, results.seeds, words.charts.seed)];
}

/** The same difference between the document's own numbers, if it shows both. */
function recordedDifference(condition: Condition, context: ReportContext): number | undefined {
  const { measure } = context.document.recorded;
  if (condition.kind === "most" || condition.measure !== measure) return undefined;
  const [a, b] = [lastRecorded(condition.of, context), lastRecorded(condition.than, context)];
  return a && b && a.recorded - b.recorded;
}
