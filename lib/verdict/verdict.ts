import { type Verdict, VERDICTS } from "../documents/verdict.ts";
import { checkName, show } from "../engine/settings.ts";
import { AGREEMENT, FAMILY_ERROR } from "./levels.ts";
import type { PairedEvidence, ShareEvidence } from "./evidence.ts";

export type { Verdict };

/** From firm to weak; a conclusion gets the verdict of its weakest part. */
const BY_FIRMNESS: readonly Verdict[] = [
  "clearly holds",
  "holds",
  "holds weakly",
  "inconclusive",
  "not judged",
  "no meaningful difference",
  "contradicted",
];

/**
 * The verdict on a paired comparison, by the first rule that applies:
 *
 * 1. no meaningful difference: the 90 % interval lies within the margin on both sides, and
 *    the adjusted equivalence test agrees;
 * 2. clearly holds: the 95 % interval lies above the margin, the adjusted test
 *    agrees, and at least 3 of 4 seeds do;
 * 3. holds: the same, with the interval above 0;
 * 4. holds weakly: the same, with fewer seeds;
 * 5. contradicted: the 95 % interval lies below 0, and the adjusted test agrees;
 * 6. inconclusive.
 */
export function verdictOnPairs(evidence: PairedEvidence): Verdict {
  const { summary, margin, agreement, pAdjusted } = evidence;
  const [low90, high90] = summary.interval90;
  const [low, high] = summary.interval95;
  const isEquivalent = low90 > -margin && high90 < margin;
  if (isEquivalent && pAdjusted.equivalence < FAMILY_ERROR) return "no meaningful difference";
  if (pAdjusted.difference >= FAMILY_ERROR) return "inconclusive";
  if (low > 0) {
    if (agreement < AGREEMENT) return "holds weakly";
    return low > margin ? "clearly holds" : "holds";
  }
  return high < 0 ? "contradicted" : "inconclusive";
}

/**
 * The verdict on a share of runs that meet a criterion, compared with one half, by the
 * first rule that applies:
 *
 * 1. clearly holds: the 95 % interval lies above 3 of 4, and the adjusted test of
 *    one half agrees;
 * 2. holds: it lies above one half, and at least 3 of 4 runs meet the criterion;
 * 3. holds weakly: the same, with fewer runs;
 * 4. contradicted: it lies below one half, and the adjusted test agrees;
 * 5. inconclusive.
 */
export function verdictOnShare({ share, interval, pAdjusted }: ShareEvidence): Verdict {
  const [low, high] = interval;
  if (pAdjusted.difference >= FAMILY_ERROR) return "inconclusive";
  if (low > 0.5) {
    if (share < AGREEMENT) return "holds weakly";
    return low > AGREEMENT ? "clearly holds" : "holds";
  }
  return high < 0.5 ? "contradicted" : "inconclusive";
}

/**
 * The verdict on a conclusion: that of its weakest part.
 *
 * @param verdicts one or more, of tested parts
 * @throws {RangeError} if there are none, or one is of a part that was not tested
 */
export function weakest(verdicts: readonly Verdict[]): Verdict {
  if (!Array.isArray(verdicts) || verdicts.length === 0) {
    throw new RangeError(`Cannot take the weakest verdict of ${show(verdicts)}: give one or more`);
  }
  const ranks = Array.from(verdicts, (verdict) => {
    checkName("compare the verdict", verdict, BY_FIRMNESS);
    return BY_FIRMNESS.indexOf(verdict);
  });
  return BY_FIRMNESS[Math.max(...ranks)]!;
}

/**
 * Whether a verdict is a judgement, not a reason why there is none.
 *
 * @throws {RangeError} if there is no such verdict
 */
export function isJudged(verdict: Verdict): boolean {
  checkName("tell whether anything is judged by the verdict", verdict, VERDICTS);
  return !["not tested", "not testable", "not judged"].includes(verdict);
}

/** The side that a verdict takes. Verdicts of the same side differ only in strength. */
export type Side = "for" | "against" | "neither" | "open";

/**
 * The side that a verdict takes.
 *
 * @throws {RangeError} if there is no such verdict
 */
export function sideOf(verdict: Verdict): Side {
  checkName("tell the side of the verdict", verdict, VERDICTS);
  switch (verdict) {
    case "clearly holds":
    case "holds":
    case "holds weakly":
      return "for";
    case "contradicted":
      return "against";
    case "no meaningful difference":
      return "neither";
    default:
      return "open";
  }
}
