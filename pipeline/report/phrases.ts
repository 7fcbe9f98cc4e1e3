/**
 * Phrases that several sections use.
 *
 * @module
 */

import type { DataSource } from "../../lib/data/sources.ts";
import type { Condition } from "../../lib/documents/claim.ts";
import type { Criterion } from "../../lib/documents/measure.ts";
import { QUICK_EXAMPLES } from "../../lib/engine/training/examiner.ts";
import type { NoEvidence } from "../../lib/verdict/evidence.ts";
import type { JudgedClaim, JudgedPart, JudgedSetting } from "../../lib/verdict/judge.ts";
import type { Block, Inline, Line } from "./blocks.ts";
import type { ReportContext } from "./context.ts";
import { differenceWithUnit, percent, wholeNumber } from "./format.ts";
import { gapsIn, type Group } from "./results.ts";
import type { CommonWords } from "./strings/common.ts";

/** The bytes of an IDX file of labels before the first of them. */
const IDX_HEADER = 8;

/** A link to what is said of an experiment, where it is part of the report. */
export function experimentLink(id: string, { results }: ReportContext): Inline {
  return results.experiments.some((experiment) => experiment.id === id)
    ? { link: id, to: `#experiment-${id}` }
    : id;
}

/** A link to the evidence for a conclusion. */
export function claimLink({ claim }: JudgedClaim): Inline {
  return { link: claim.id, to: `#evidence-${claim.id}` };
}

/** A warning if runs that belong to a section could not be read. */
export function leftOut({ experiments, seeds }: Group, { results, words }: ReportContext): Block[] {
  const gaps = gapsIn(experiments, seeds, results.runsOf);
  if (gaps.length === 0) return [];
  const some = gaps.slice(0, 5).join("; ") + (gaps.length > 5 ? "; …" : "");
  return [{
    kind: "warning",
    line: [words.leftOut(gaps.length, experiments.length * seeds.length, some)],
  }];
}

/** The bound of a criterion: "85.0 % or more". */
export function boundText({ bound }: Criterion, words: CommonWords): string {
  return "atLeast" in bound
    ? words.atLeast(`${percent(bound.atLeast, 1)} %`)
    : words.atMost(`${percent(bound.atMost, 1)} %`);
}

/** What must be seen, as a sentence without its end. */
export function conditionLine(condition: Condition, context: ReportContext): Line {
  const { document, language, words } = context;
  const of = experimentLink(condition.of, context);
  if (condition.kind === "most") {
    return [of, words.does(document.criteria[condition.are]!.name[language])];
  }
  const measure = document.measures[condition.measure]!.name[language];
  const [before, between, after] = words.comparison[condition.kind](measure);
  return [before, of, between, experimentLink(condition.than, context), after]
    .filter((part) => part !== "");
}

/** The sign of a plain difference: in evidence, what favours the conclusion is positive. */
export function signOf({ kind }: Condition): 1 | -1 {
  return kind === "less" ? -1 : 1;
}

/** The effect that a verdict rests on, in short: "+0.35 pp", "30 of 30"; empty if there is none. */
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

/** The first of the parts that are as weak as the whole. */
export function decidingPart({ parts, verdict }: JudgedSetting): JudgedPart {
  return parts.find((part) => part.verdict === verdict)!;
}

/** The verdict on a part, with its effect or the reason why there is none. */
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

/** How many test images accuracies between the checkpoints, and activations, are taken on. */
export function probedImages({ testLabels }: DataSource): string {
  return wholeNumber(Math.min(QUICK_EXAMPLES, testLabels.bytes - IDX_HEADER));
}
