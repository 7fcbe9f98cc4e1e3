import { type Block, table } from "../../blocks.ts";
import type { ReportContext } from "../../context.ts";
import {
  difference,
  differenceWithUnit,
  measured,
  percent,
  pValue,
  range,
  signed,
  size,
} from "../../format.ts";
import { effect, signOf } from "../../phrases.ts";
import { type JudgedOnEvidence, partLine } from "./part.ts";
import { WORDS } from "./words.ts";

export function partsTable(parts: readonly JudgedOnEvidence[], context: ReportContext): Block {
  const { language, words } = context;
  const t = WORDS[language];
  return table(
    "rl",
    [...t.columns, words.columns.verdict],
    parts.map((part, i) => [
      String(i + 1),
      partLine(part, context),
      ...numbersOf(part, context),
      { bold: words.verdicts[part.verdict] },
    ]),
  );
}

/** Means, difference or share, agreement and p-values. */
function numbersOf(part: JudgedOnEvidence, { language, words }: ReportContext): readonly string[] {
  const t = WORDS[language];
  const { condition, evidence, measure } = part;
  const share = (value: number): string => percent(value, 0);
  if (evidence.kind === "share") {
    return [
      measured(evidence.mean, measure),
      t.runs(effect(part, words), range(evidence.interval, share)),
      "–",
      `${pValue(evidence.p.difference)}, ${pValue(evidence.pAdjusted.difference)}`,
    ];
  }
  const { p, pAdjusted, agreement, agreementInterval, effectSize } = evidence;
  const sign = signOf(condition);
  const [low, high] = evidence.summary.interval95;
  const interval = sign === 1 ? [low, high] as const : [-high, -low] as const;
  const isEquivalent = part.verdict === "no meaningful difference";
  const test = isEquivalent ? "equivalence" : "difference";
  return [
    t.against(measured(evidence.of, measure), measured(evidence.than, measure)),
    [
      `${effect(part, words)} ${range(interval, (bound) => difference(bound, measure))}`,
      t.margin(size(measure.margin, measure)),
      // Infinite if the differences do not vary.
      Number.isFinite(effectSize) ? t.effectSize(signed(sign * effectSize, 1)) : "",
    ].join(""),
    `${percent(agreement, 0)} % ${range(agreementInterval, share)}`,
    `${pValue(p[test])}, ${pValue(pAdjusted[test])}${isEquivalent ? t.equivalence : ""}`,
  ];
}

/** The values in the charts: a row per seed, a column per part. */
export function seedsTable(
  parts: readonly JudgedOnEvidence[],
  { results, words }: ReportContext,
): Block {
  const columns = parts.map(({ condition, evidence, measure }): readonly string[] =>
    evidence.kind === "share"
      ? results.runsOf(condition.of).map((run) => measured(measure.of(run), measure))
      : evidence.differences.map((value) => differenceWithUnit(signOf(condition) * value, measure))
  );
  return table(
    "r",
    [words.charts.seed, ...parts.map((_, i) => String(i + 1))],
    results.seeds.map((seed, k) => [String(seed), ...columns.map((values) => values[k] ?? "–")]),
  );
}
