/**
 * Phrases that several sections use.
 *
 * @module
 */

import type { Condition } from "../../lib/documents/claim.ts";
import type { Criterion, Measure } from "../../lib/documents/measure.ts";
import type { NoEvidence } from "../../lib/verdict/evidence.ts";
import type { JudgedClaim, JudgedPart, JudgedSetting } from "../../lib/verdict/judge.ts";
import { type Block, type Inline, type Line, warning } from "./blocks.ts";
import type { ReportContext } from "./context.ts";
import { differenceWithUnit, percent, wholeNumber } from "./format.ts";
import { gapsIn, type Group } from "../records/results.ts";
import type { CommonWords } from "./strings/common.ts";

/** A link to an experiment, or its name if it is not in the report. */
export function experimentLink(id: string, { results }: ReportContext): Inline {
  return results.experiments.some((experiment) => experiment.id === id)
    ? { link: id, to: `#experiment-${id}` }
    : id;
}

export function claimLink({ claim }: JudgedClaim): Inline {
  return { link: claim.id, to: `#evidence-${claim.id}` };
}

/** A warning if runs of a group could not be read. */
export function leftOut({ experiments, seeds }: Group, { results, words }: ReportContext): Block[] {
  const gaps = gapsIn(experiments, seeds, results.runsOf);
  if (gaps.length === 0) return [];
  const some = gaps.slice(0, 5).join("; ") + (gaps.length > 5 ? "; …" : "");
  return [warning(words.leftOut(gaps.length, experiments.length * seeds.length, some))];
}

/** The bound of a criterion on a measure: "85.0 % or more", "200 or less". */
export function boundText({ bound }: Criterion, { unit }: Measure, words: CommonWords): string {
  const show = (value: number): string =>
    unit === "share" ? `${percent(value, 1)} %` : String(value);
  return "atLeast" in bound ? words.atLeast(show(bound.atLeast)) : words.atMost(show(bound.atMost));
}

/** A condition as a sentence without a full stop. */
export function conditionLine(condition: Condition, context: ReportContext): Line {
  const { document, language, words } = context;
  const { kind } = condition;
  const of = experimentLink(condition.of, context);
  if (kind === "most") return words.most(of, document.criteria[condition.are]!.name[language]);
  const measure = document.measures[condition.measure]!.name[language];
  return words[kind](of, measure, experimentLink(condition.than, context));
}

/** The sign that turns "positive favours the conclusion" into a plain difference. */
export function signOf({ kind }: Condition): 1 | -1 {
  return kind === "less" ? -1 : 1;
}

/** The effect that a verdict is based on: "+0.35 pp", "30 of 30"; empty without evidence. */
export function effect({ condition, evidence, measure }: JudgedPart, words: CommonWords): string {
  switch (evidence.kind) {
    case "share":
      return words.countOf(evidence.met, evidence.count);
    case "paired":
      return differenceWithUnit(signOf(condition) * evidence.summary.mean, measure);
    case "none":
      return "";
  }
}

/** The part that decides: the first with the verdict of the whole. */
export function decidingPart({ parts, verdict }: JudgedSetting): JudgedPart {
  return parts.find((part) => part.verdict === verdict)!;
}

/** The verdict on a part, with its effect, or why there is none. */
export function partVerdict(part: JudgedPart, words: CommonWords): Line {
  return part.evidence.kind === "none"
    ? [words.notJudgedBecause(reasonOf(part.evidence, words))]
    : [{ bold: words.verdicts[part.verdict] }, ` (${effect(part, words)})`];
}

/** The verdict in a setting, with the effect of the part that decides. */
export function verdictLine(setting: JudgedSetting, words: CommonWords): Line {
  const word = words.verdicts[setting.verdict];
  if (setting.verdict === "not tested") return [word];
  if (setting.verdict === "not testable") return [{ bold: word }];
  return partVerdict(decidingPart(setting), words);
}

/** Why there is no evidence: "one seed", "2 seeds", "3 runs diverged". */
export function reasonOf({ reason, count }: NoEvidence, words: CommonWords): string {
  return words.noEvidence[reason](count);
}

/** The number of test images that are used between checkpoints, and for activations. */
export function probedImages({ document, results }: ReportContext): string {
  return wholeNumber(Math.min(document.protocol.probeExamples, results.source.counts.test));
}
