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

/** A condition with what stands behind the verdict on it. */
export interface JudgedPart {
  /** The condition. */
  readonly condition: Condition;
  /** The measure that decides it. */
  readonly measure: Measure;
  /** The evidence for it or against it. */
  readonly evidence: Evidence;
  /** The verdict on this part alone. */
  readonly verdict: Verdict;
}

/** One way to test a conclusion, judged. */
export interface JudgedSetting {
  /** The weakest of its parts'. */
  readonly verdict: Verdict;
  /** Its conditions, each with its own verdict. */
  readonly parts: readonly JudgedPart[];
}

/** A conclusion, judged in every way. */
export interface JudgedClaim {
  /** The conclusion. */
  readonly claim: Claim;
  /** The verdicts. */
  readonly settings: Readonly<Record<Setting, JudgedSetting>>;
}

/** All conclusions, judged together. */
export interface Judgement {
  /** The conclusions in the order given. */
  readonly claims: readonly JudgedClaim[];
  /** How many tests the p-values are adjusted for. */
  readonly tests: number;
}

/**
 * Judges the conclusions of a document from runs. The order of the runs' making, and how many more
 * there are of other experiments, does not matter.
 *
 * The family of tests is every test behind every verdict, each once: two for a
 * paired comparison (difference and equivalence), one for a share.
 *
 * @throws {RangeError} if a claim has a way of testing, a condition, a measure or a
 *   criterion that is unknown
 */
export function judge(
  document: Vocabulary & { readonly claims: readonly Claim[] },
  runsOf: RunsOf,
): Judgement {
  const { claims } = document;
  const evidence = new Map<string, Evidence>();
  for (const condition of claims.flatMap(conditionsOf)) {
    evidence.set(keyOf(condition), gatherEvidence(condition, document, runsOf));
  }
  const tests = new Map<string, number>();
  const familyOf = (condition: Condition): Record<keyof PValues, string> => ({
    difference: `difference of ${pairOf(condition)}`,
    equivalence: `equivalence of ${pairOf(condition)}`,
  });
  for (const condition of claims.flatMap(conditionsOf)) {
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
    const measure = measureOf(condition, document);
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
  const judgeSetting = (claim: Claim, name: Setting): JudgedSetting => {
    const parts = (claim.settings[name] ?? []).map(judgePart);
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
    tests: tests.size,
  };
}

/**
 * What correcting or controlling changes: the side that the verdict takes; or not
 * that, but the side of a part, so that the same verdict has another reason; or
 * only the size of the effect that decides; or nothing.
 */
export type Change = "verdict" | "parts" | "size" | "nothing";

/** An effect has another size if it differs by more than this share of the larger one. */
const OTHER_SIZE = 0.5;

/**
 * What correcting or controlling changes; undefined where one of the two verdicts
 * takes no side. Parts correspond by their order, where both have equally many.
 */
export function changeOf(
  { settings }: JudgedClaim,
  name: "corrected" | "controlled",
): Change | undefined {
  checkName("tell what is changed by the way", name, SETTINGS.slice(1));
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
  for (const name in settings) checkName("test a conclusion in the way", name, SETTINGS);
  return SETTINGS.flatMap((name) => settings[name] ?? []);
}

/** Tells conditions apart. */
function keyOf(condition: Condition): string {
  return condition.kind === "most"
    ? `${condition.of} ${condition.are}`
    : `${condition.of} ${condition.kind} ${condition.measure} than ${condition.than}`;
}

/** Tells tests apart: "a more than b" and "b less than a" are one test, as are "a less than b". */
function pairOf(condition: Condition): string {
  return condition.kind === "most"
    ? keyOf(condition)
    : `${condition.measure} of ${[condition.of, condition.than].sort().join(" and ")}`;
}
