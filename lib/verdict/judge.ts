import { type Claim, type Condition, type Setting, SETTINGS } from "../documents/claim.ts";
import type { Measure } from "../documents/measure.ts";
import type { RunsOf } from "../documents/measured_run.ts";
import { checkName } from "../engine/settings.ts";
import { holm } from "../statistics/holm.ts";
import {
  type Evidence,
  gatherEvidence,
  measureOf,
  type PValues,
  type Vocabulary,
} from "./evidence.ts";
import { sideOf, type Verdict, verdictOnPairs, verdictOnShare, weakest } from "./verdict.ts";

/** A condition with its evidence and the verdict on it. */
export interface JudgedPart {
  /** The condition. */
  readonly condition: Condition;
  /** The measure that decides it. */
  readonly measure: Measure;
  /** The evidence for or against it. */
  readonly evidence: Evidence;
  /** The verdict on this part alone. */
  readonly verdict: Verdict;
}

/** A conclusion, judged in one setting. */
export interface JudgedSetting {
  /** The verdict of its weakest part. */
  readonly verdict: Verdict;
  /** Its conditions, each with its own verdict. */
  readonly parts: readonly JudgedPart[];
}

/** A conclusion, judged in every setting. */
export interface JudgedClaim {
  /** The conclusion. */
  readonly claim: Claim;
  /** The verdict in each setting. */
  readonly settings: Readonly<Record<Setting, JudgedSetting>>;
}

/** All conclusions, judged together. */
export interface Judgement {
  /** The conclusions, in the document's order. */
  readonly claims: readonly JudgedClaim[];
  /** The number of tests that p-values are adjusted for. */
  readonly tests: number;
}

/** Conditions, judged together. */
export interface JudgedConditions {
  /** Each condition with its verdict, in order. */
  readonly parts: readonly JudgedPart[];
  /** The number of tests that p-values are adjusted for. */
  readonly tests: number;
}

/**
 * Judges conditions from the runs that they are about.
 *
 * p-values are adjusted by Holm's method. The family is every test behind every verdict, each
 * counted once: two for a paired comparison (difference and equivalence), one for a share.
 *
 * @throws {RangeError} if a condition is of an unknown kind, or names an unknown measure or
 *   criterion
 */
export function judgeConditions(
  conditions: readonly Condition[],
  vocabulary: Vocabulary,
  runsOf: RunsOf,
): JudgedConditions {
  const evidence = new Map<string, Evidence>();
  for (const condition of conditions) {
    evidence.set(keyOf(condition), gatherEvidence(condition, vocabulary, runsOf));
  }
  const tests = new Map<string, number>();
  const familyOf = (condition: Condition): Record<keyof PValues, string> => ({
    difference: `difference of ${pairOf(condition)}`,
    equivalence: `equivalence of ${pairOf(condition)}`,
  });
  for (const condition of conditions) {
    const found = evidence.get(keyOf(condition))!;
    if (found.kind === "none") continue;
    const names = familyOf(condition);
    tests.set(names.difference, found.p.difference);
    if (found.kind === "paired") tests.set(names.equivalence, found.p.equivalence);
  }
  const names = [...tests.keys()];
  const adjusted = new Map(holm([...tests.values()]).map((p, i) => [names[i]!, p]));

  const judgePart = (condition: Condition): JudgedPart => {
    const found = evidence.get(keyOf(condition))!;
    const measure = measureOf(condition, vocabulary);
    if (found.kind === "none") {
      const verdict = found.reason === "not run" ? "not tested" : "not judged";
      return { condition, measure, evidence: found, verdict };
    }
    const { difference, equivalence } = familyOf(condition);
    const withAdjusted = {
      ...found,
      pAdjusted: {
        difference: adjusted.get(difference)!,
        equivalence: adjusted.get(equivalence) ?? 1,
      },
    };
    const verdict = withAdjusted.kind === "paired"
      ? verdictOnPairs(withAdjusted)
      : verdictOnShare(withAdjusted);
    return { condition, measure, evidence: withAdjusted, verdict };
  };
  return { parts: conditions.map(judgePart), tests: tests.size };
}

/**
 * Judges the conclusions of a document from its runs, all conditions together, see
 * {@linkcode judgeConditions}.
 *
 * @throws {RangeError} if a claim names an unknown setting, kind of condition, measure or
 *   criterion
 */
export function judge(
  document: Vocabulary & { readonly claims: readonly Claim[] },
  runsOf: RunsOf,
): Judgement {
  const { claims } = document;
  const { parts, tests } = judgeConditions(claims.flatMap(conditionsOf), document, runsOf);
  const partOf = new Map(parts.map((part) => [part.condition, part]));
  const judgeSetting = (claim: Claim, name: Setting): JudgedSetting => {
    const parts = (claim.settings[name] ?? []).map((condition) => partOf.get(condition)!);
    if (parts.length === 0) {
      const isUntestable = name === "as-written" && claim.notTestable !== undefined;
      return { verdict: isUntestable ? "not testable" : "not tested", parts };
    }
    if (parts.some(({ verdict }) => verdict === "not tested")) {
      return { verdict: "not tested", parts };
    }
    return { verdict: weakest(parts.map(({ verdict }) => verdict)), parts };
  };
  return {
    claims: claims.map((claim) => ({
      claim,
      settings: Object.fromEntries(
        SETTINGS.map((name) => [name, judgeSetting(claim, name)]),
      ) as Record<Setting, JudgedSetting>,
    })),
    tests,
  };
}

/**
 * What correcting or controlling changes: `"verdict"`, the side that the verdict takes;
 * `"parts"`, only the side of some part, so that the verdict stands for another reason;
 * `"size"`, only the size of the deciding effect; or `"nothing"`.
 */
export type Change = "verdict" | "parts" | "size" | "nothing";

/** Two effects differ in size if they differ by more than this share of the larger one. */
const OTHER_SIZE = 0.5;

/**
 * What correcting or controlling changes; undefined if one of the two verdicts is open.
 * Parts correspond by their order if both settings have the same number of them.
 */
export function changeOf(
  { settings }: JudgedClaim,
  name: "corrected" | "controlled",
): Change | undefined {
  checkName("tell what changes in the setting", name, SETTINGS.slice(1));
  const [written, other] = [settings["as-written"], settings[name]];
  if (sideOf(written.verdict) === "open" || sideOf(other.verdict) === "open") return undefined;
  if (sideOf(written.verdict) !== sideOf(other.verdict)) return "verdict";
  if (written.parts.length !== other.parts.length) return "nothing";
  const pairs = written.parts.map((part, i) => [part, other.parts[i]!] as const);
  if (pairs.some(([a, b]) => sideOf(a.verdict) !== sideOf(b.verdict))) return "parts";
  const [a, b] = pairs.find(([part]) => part.verdict === written.verdict)!;
  return hasOtherSize(a.evidence, b.evidence) ? "size" : "nothing";
}

function hasOtherSize(a: Evidence, b: Evidence): boolean {
  if (a.kind !== "paired" || b.kind !== "paired" || a.margin !== b.margin) return false;
  const [first, second] = [a.summary.mean, b.summary.mean];
  const change = Math.abs(first - second);
  const larger = Math.max(Math.abs(first), Math.abs(second));
  return change > a.margin && change > OTHER_SIZE * larger;
}

/** Every condition of a claim. */
function conditionsOf({ settings }: Claim): Condition[] {
  for (const name in settings) checkName("judge a conclusion in the setting", name, SETTINGS);
  return SETTINGS.flatMap((name) => settings[name] ?? []);
}

/** The identity of a condition. */
function keyOf(condition: Condition): string {
  return condition.kind === "most"
    ? `${condition.of} ${condition.are}`
    : `${condition.of} ${condition.kind} ${condition.measure} than ${condition.than}`;
}

/** The identity of a test: "a more than b", "b less than a" and "a less than b" are one test. */
function pairOf(condition: Condition): string {
  return condition.kind === "most"
    ? keyOf(condition)
    : `${condition.measure} of ${[condition.of, condition.than].sort().join(" and ")}`;
}
