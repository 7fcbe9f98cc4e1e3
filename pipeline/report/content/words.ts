import type { ArmName, Condition } from "../../../lib/document/claims.ts";
import { CRITERIA, type Measure, MEASURES } from "../../../lib/document/measures.ts";
import type { Evidence } from "../../../lib/verdict/evidence.ts";
import type { JudgedArm, JudgedPart } from "../../../lib/verdict/judge.ts";
import type { Interval } from "../../../lib/statistics/share.ts";
import type { Line } from "../blocks.ts";
import { percent, seedCount, signed } from "../format.ts";
import type { Results } from "../results.ts";
import { experimentLink } from "./build.ts";

/** How each way of testing is called in tables. */
export const ARM_TITLES: Readonly<Record<ArmName, string>> = {
  "as-written": "As written",
  "corrected": "Corrected",
  "controlled": "Controlled",
};

/** The unit of a difference: percentage points, or none. */
export function unitOf(measure: Measure): string {
  return MEASURES[measure].unit === "share" ? " pp" : "";
}

/** A difference, in percentage points where the measure is a share: "+0.35". */
export function difference(value: number, measure: Measure): string {
  return MEASURES[measure].unit === "share" ? signed(100 * value) : signed(value, 3);
}

/** A measured value: "97.38 %" or "0.123". */
export function measured(value: number, measure: Measure): string {
  return MEASURES[measure].unit === "share" ? `${percent(value)} %` : value.toFixed(3);
}

/** "[+0.21, +0.48]" */
export function range([low, high]: Interval, show: (bound: number) => string): string {
  return `[${show(low)}, ${show(high)}]`;
}

/** A p-value: "0.012", "< 0.001". */
export function pValue(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** What must be seen, as a sentence without its end. */
export function conditionLine(condition: Condition, results: Results): Line {
  const of = experimentLink(condition.of, results);
  if (condition.kind === "most") return [of, ` ${CRITERIA[condition.are].name.en}`];
  return [
    of,
    ` has ${condition.kind} ${MEASURES[condition.measure].name.en} than `,
    experimentLink(condition.than, results),
  ];
}

/** The effect that a verdict rests on, in short: "+0.35 pp", "30 of 30"; empty if there is none. */
export function effect({ condition, evidence }: JudgedPart): string {
  if (evidence.kind === "share") return `${evidence.met} of ${evidence.count}`;
  if (evidence.kind === "none" || condition.kind === "most") return "";
  // Towards the conclusion is positive in the evidence; here it is the plain difference.
  const sign = condition.kind === "more" ? 1 : -1;
  return `${difference(sign * evidence.summary.mean, condition.measure)}${
    unitOf(condition.measure)
  }`;
}

/** The verdict on one way of testing, with the effect of the part that decides. */
export function verdictLine(arm: JudgedArm): Line {
  if (arm.verdict === "not tested") return ["–"];
  if (arm.verdict === "not testable") return [{ bold: "not testable" }];
  if (arm.verdict === "not judged") return [`not judged: ${whyNot(arm.parts)}`];
  const deciding = arm.parts.find(({ verdict }) => verdict === arm.verdict)!;
  return [{ bold: arm.verdict }, ` (${effect(deciding)})`];
}

function whyNot(parts: readonly JudgedPart[]): string {
  return reasonOf(parts.find(({ verdict }) => verdict === "not judged")!.evidence);
}

/** Why there is no evidence: "one seed", "2 seeds", "3 runs diverged". */
export function reasonOf(evidence: Evidence): string {
  if (evidence.kind !== "none") return "";
  switch (evidence.reason) {
    case "not run":
      return "not run";
    case "too few seeds":
      return seedCount(evidence.count);
    case "diverged":
      return `${evidence.count} ${evidence.count === 1 ? "run" : "runs"} diverged`;
  }
}
