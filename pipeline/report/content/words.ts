import type { Condition } from "../../../lib/documents/claim.ts";
import type { Criterion, Measure } from "../../../lib/documents/measure.ts";
import type { Evidence } from "../../../lib/verdict/evidence.ts";
import type { JudgedPart, JudgedSetting } from "../../../lib/verdict/judge.ts";
import type { Interval } from "../../../lib/statistics/share.ts";
import type { Line } from "../blocks.ts";
import { percent, signed } from "../format.ts";
import type { Strings } from "../strings/strings.ts";
import type { Judged } from "../judged.ts";
import { experimentLink } from "./build.ts";

/** The unit of a difference: percentage points, or none. */
export function unitOf({ unit }: Measure): string {
  return unit === "share" ? " pp" : "";
}

/** A difference, in percentage points where the measure is a share: "+0.35". */
export function difference(value: number, { unit }: Measure): string {
  return unit === "share" ? signed(100 * value) : signed(value, 3);
}

/** A measured value: "97.38 %" or "0.123". */
export function measured(value: number, { unit }: Measure): string {
  return unit === "share" ? `${percent(value)} %` : value.toFixed(3);
}

/** A difference without its sign, with its unit. */
export function plain(value: number, measure: Measure): string {
  return `${difference(value, measure).replace("+", "")}${unitOf(measure)}`;
}

/** Where a criterion lies: "85.0 % or more". */
export function boundText({ bound }: Criterion, t: Strings): string {
  return "atLeast" in bound
    ? t.rules.orMore(`${percent(bound.atLeast, 1)} %`)
    : t.rules.orLess(`${percent(bound.atMost, 1)} %`);
}

/** "[+0.21, +0.48]" */
export function range([low, high]: Interval, show: (bound: number) => string): string {
  return `[${show(low)}, ${show(high)}]`;
}

/** A p-value: "0.012", or "< 0.001", which does not break. */
export function pValue(p: number): string {
  return p < 0.001 ? "<\u00a00.001" : p.toFixed(3);
}

/** What must be seen, as a sentence without its end. */
export function conditionLine(condition: Condition, results: Judged): Line {
  const { document, language, strings: t } = results;
  const of = experimentLink(condition.of, results);
  if (condition.kind === "most") {
    return [of, t.does(document.criteria[condition.are]!.name[language])];
  }
  const measure = document.measures[condition.measure]!.name[language];
  const [before, between, after] = t.comparison[condition.kind](measure);
  return [before, of, between, experimentLink(condition.than, results), after]
    .filter((part) => part !== "");
}

/** The effect that a verdict rests on, in short: "+0.35 pp", "30 of 30"; empty if there is none. */
export function effect({ condition, evidence, measure }: JudgedPart, t: Strings): string {
  if (evidence.kind === "share") return t.countOf(evidence.met, evidence.count);
  if (evidence.kind === "none" || condition.kind === "most") return "";
  // Towards the conclusion is positive in the evidence; here it is the plain difference.
  const sign = condition.kind === "more" ? 1 : -1;
  return `${difference(sign * evidence.summary.mean, measure)}${unitOf(measure)}`;
}

/** The first of the parts that are as weak as the whole. */
export function decidingPart({ parts, verdict }: JudgedSetting): JudgedPart {
  return parts.find((part) => part.verdict === verdict)!;
}

/** The verdict on one way of testing, with the effect of the part that decides. */
export function verdictLine(setting: JudgedSetting, t: Strings): Line {
  const word = t.verdicts[setting.verdict];
  if (setting.verdict === "not tested") return [word];
  if (setting.verdict === "not testable") return [{ bold: word }];
  const deciding = decidingPart(setting);
  if (setting.verdict === "not judged") return [t.notJudgedBecause(reasonOf(deciding.evidence, t))];
  return [{ bold: word }, ` (${effect(deciding, t)})`];
}

/** Why there is no evidence: "one seed", "2 seeds", "3 runs diverged". */
export function reasonOf(evidence: Evidence, t: Strings): string {
  if (evidence.kind !== "none") return "";
  switch (evidence.reason) {
    case "not run":
      return t.notRun;
    case "too few seeds":
      return t.seedCount(evidence.count);
    case "diverged":
      return t.diverged(evidence.count);
  }
}
