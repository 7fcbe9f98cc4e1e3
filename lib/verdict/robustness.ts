import type { Condition } from "../documents/claim.ts";
import type { RunsOf } from "../documents/measured_run.ts";
import type { Variation } from "../documents/variation.ts";
import { variedSetting, varyClaim } from "../documents/vary.ts";
import { gatherEvidence, type Vocabulary } from "./evidence.ts";
import type { JudgedClaim } from "./judge.ts";
import { sideOf } from "./verdict.ts";

/**
 * What a small change does to a verdict that holds or is contradicted. A part survives if
 * its effect keeps its direction with a 95 % interval that excludes 0 (or in all runs), is
 * unsure if only the mean effect keeps it, and is lost otherwise. A conclusion that holds
 * needs every part, so its weakest part decides; one that is contradicted needs a single
 * part against it, so the firmest of those decides.
 */
export type Robustness = "survives" | "unsure" | "lost" | "not run";

/** How surely the effect of a part points one way: 2 surely, 1 on average, 0 not. */
function directionOf(
  condition: Condition,
  sign: 1 | -1,
  vocabulary: Vocabulary,
  runsOf: RunsOf,
): number | undefined {
  const evidence = gatherEvidence(condition, vocabulary, runsOf);
  if (evidence.kind === "none") return undefined;
  if (evidence.kind === "share") {
    const share = sign === 1 ? evidence.share : 1 - evidence.share;
    return share === 1 ? 2 : share > 0.5 ? 1 : 0;
  }
  const [low, high] = evidence.summary.interval95;
  const nearest = sign === 1 ? low : -high;
  return nearest > 0 ? 2 : sign * evidence.summary.mean > 0 ? 1 : 0;
}

/**
 * Whether the verdict on a claim survives a variation. The grid has few seeds, so this
 * looks at directions only, and adjusts no p-value.
 *
 * @param judged the claim with its verdicts
 * @param vocabulary of the document
 * @param runsOf includes the runs of the varied experiments
 * @returns undefined if the verdict takes no side
 */
export function robustnessOf(
  judged: JudgedClaim,
  variation: Variation,
  vocabulary: Vocabulary,
  runsOf: RunsOf,
): Robustness | undefined {
  const name = variedSetting(judged.claim);
  const { verdict, parts } = judged.settings[name];
  const side = sideOf(verdict);
  if (side !== "for" && side !== "against") return undefined;
  const conditions = varyClaim(judged.claim, variation).settings[name]!;
  const sign = side === "for" ? 1 : -1;
  // A conclusion holds in all of its parts, and is contradicted in some.
  const deciding = parts.map((_, i) => i).filter((i) =>
    side === "for" || parts[i]!.verdict === "contradicted"
  );
  const directions: number[] = [];
  for (const i of deciding) {
    const found = directionOf(conditions[i]!, sign, vocabulary, runsOf);
    if (found === undefined) return "not run";
    directions.push(found);
  }
  const decided = side === "for" ? Math.min(...directions) : Math.max(...directions);
  return decided === 2 ? "survives" : decided === 1 ? "unsure" : "lost";
}
