import { type Condition, type Setting, SETTINGS } from "../../../lib/documents/claim.ts";
import type { JudgedClaim, JudgedPart } from "../../../lib/verdict/judge.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type StripAxis, stripChart, type StripRow } from "../charts/strip_chart.ts";
import { lastRecorded } from "../comparison.ts";
import { difference, effect, measured, unitOf } from "../content/words.ts";
import type { Judged } from "../judged.ts";
import { seedControl, type StripFigure } from "./figure.ts";

/** Where an axis in margins is labelled. */
const MARGINS = [-300, -100, -30, -10, -3, -1, 1, 3, 10, 30, 100, 300];

/** A part of a conclusion with the way of testing that it belongs to. */
interface Part {
  readonly setting: Setting;
  readonly part: JudgedPart;
}

/** The charts behind the verdicts on a conclusion: comparisons, and runs that must do something. */
export function evidenceFigures(judged: JudgedClaim, results: Judged): StripFigure[] {
  const parts = SETTINGS.flatMap((setting) =>
    judged.settings[setting].parts.map((part): Part => ({ setting, part }))
  ).filter(({ part }) => part.evidence.kind !== "none");
  const measures = new Set(
    parts.flatMap(({ part: { condition } }) =>
      condition.kind === "most" ? [results.document.criteria[condition.are]!.measure] : []
    ),
  );
  return [
    ...[...measures].map((measure) => runsFigure(judged.claim.id, measure, parts, results)),
    ...pairsFigure(judged.claim.id, parts, results),
  ];
}

/** Every run that must do something, by what is measured of it. */
function runsFigure(
  claim: string,
  measureName: string,
  parts: readonly Part[],
  results: Judged,
): StripFigure {
  const { document, language, strings: t, seeds } = results;
  const measure = document.measures[measureName]!;
  const { domain } = measure;
  const rows = parts.flatMap(({ setting, part }): StripRow[] => {
    const { condition } = part;
    if (condition.kind !== "most" || part.measure !== measure) return [];
    const { name, bound } = document.criteria[condition.are]!;
    const runs = results.runsOf(condition.of);
    const values = runs.map(measure.of);
    const recorded = domain === undefined ? undefined : lastRecorded(condition.of, results);
    return [{
      label: { quiet: `${t.settings[setting]}: ${name[language]}`, lines: [condition.of] },
      result: [effect(part, t), t.verdicts[part.verdict]],
      seeds: runs.map(({ seed }, i) => ({
        seed,
        value: values[i]!,
        text: measured(values[i]!, measure),
      })),
      mean: mean(values),
      document: recorded?.recorded,
      shaded: "atLeast" in bound ? [bound.atLeast, Infinity] : [0, bound.atMost],
    }];
  });
  const most = Math.max(...rows.flatMap(({ seeds }) => seeds.map(({ value }) => value)));
  const axis: StripAxis = {
    // A setback is as large as it is; an accuracy has ends.
    domain: domain ?? [0, Math.max(0.01, most * 1.1)],
    scale: "linear",
    ticks: domain !== undefined
      ? [0, 0.2, 0.4, 0.6, 0.8, 1]
      : niceTicks(Math.max(0.01, most * 1.1)),
    label: "format(100 * datum.value, '~g') + ' %'",
    title: measure.name[language],
    zero: false,
  };
  return {
    name: domain !== undefined ? `runs-${claim}` : `runs-${claim}-${measureName}`,
    rows,
    draw: (layout) => stripChart(rows, axis, { shade: "run", second: "muted" }, layout),
    control: seedControl(t.charts.seed, seeds),
  };
}

/** 0, and what ends in 1, 2 or 5, up to a bound: four to six ticks. */
function niceTicks(bound: number): number[] {
  const power = 10 ** Math.floor(Math.log10(bound));
  const step = [0.2, 0.5, 1, 2].map((part) => part * power).find((step) => bound / step < 6)!;
  return Array.from({ length: Math.floor(bound / step) + 1 }, (_, i) => i * step);
}

/** Every comparison, in margins. */
function pairsFigure(claim: string, parts: readonly Part[], results: Judged): StripFigure[] {
  const { language, strings: t, seeds } = results;
  const rows = parts.flatMap(({ setting, part }): StripRow[] => {
    const { condition, evidence, measure, verdict } = part;
    if (evidence.kind !== "paired" || condition.kind === "most") return [];
    const { margin, summary } = evidence;
    const { kind, of, than } = condition;
    const sign = kind === "more" ? 1 : -1;
    const [low, high] = summary.interval95;
    const inDocument = recordedDifference(condition, results);
    return [{
      label: {
        quiet: `${t.settings[setting]}: ${measure.name[language]}`,
        lines: [of, `${kind === "more" ? ">" : "<"} ${than}`],
      },
      result: [effect(part, t), t.verdicts[verdict]],
      seeds: evidence.differences.map((value, i) => ({
        seed: seeds[i]!,
        value: value / margin,
        text: `${difference(sign * value, measure)}${unitOf(measure)}`,
      })),
      mean: summary.mean / margin,
      interval: [low / margin, high / margin],
      document: inDocument === undefined ? undefined : sign * inDocument / margin,
      shaded: [-1, 1],
    }];
  });
  if (rows.length === 0) return [];
  const extent = rows.flatMap(({ seeds, interval, document }) => [
    ...seeds.map(({ value }) => value),
    ...interval ?? [],
    ...(document === undefined ? [] : [document]),
  ]);
  const furthest = Math.max(3, ...extent.map(Math.abs)) * 1.05;
  const limit = MARGINS.find((tick) => tick >= furthest) ?? furthest;
  return [{
    name: `evidence-${claim}`,
    rows,
    draw: (layout) =>
      stripChart(
        rows,
        {
          domain: [-limit, limit],
          scale: "symlog",
          ticks: MARGINS.filter((tick) => Math.abs(tick) <= limit),
          label: "(datum.value > 0 ? '+' : '−') + abs(datum.value)",
          title: t.charts.margins,
          zero: true,
        },
        { shade: "document", second: "muted" },
        layout,
      ),
    control: seedControl(t.charts.seed, seeds),
  }];
}

/** The same difference between the document's own numbers, where it gives both. */
function recordedDifference(condition: Condition, results: Judged): number | undefined {
  if (condition.kind === "most" || condition.measure !== results.document.recorded.measure) {
    return undefined;
  }
  const [a, b] = [lastRecorded(condition.of, results), lastRecorded(condition.than, results)];
  return a === undefined || b === undefined ? undefined : a.recorded - b.recorded;
}
