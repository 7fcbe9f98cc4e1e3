import * as v from "valibot";
import type { Evidence } from "../../lib/verdict/evidence.ts";
import type { Judgement } from "../../lib/verdict/judge.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import type { Stored } from "../system/schema.ts";

/** The name of the file within a report's folder. */
export const VERDICTS_FILE = "verdicts.json";

/** A verdict on a part of a conclusion, with whatever it rests on. */
const PART = v.looseObject({ condition: v.looseObject({}), verdict: v.string() });
const VERDICT = v.exactOptional(v.looseObject({ verdict: v.string(), parts: v.array(PART) }));
const BY_SETTING = v.strictObject({
  "as-written": VERDICT,
  "corrected": VERDICT,
  "controlled": VERDICT,
});

/** Verdicts as a file for machines; a version can add fields. */
const FORMAT_2 = v.looseObject({
  format: v.literal(2),
  claims: v.array(v.looseObject({ id: v.string(), settings: BY_SETTING })),
});
export type PublishedVerdicts = Stored<typeof FORMAT_2>;

/** Settings were called arms. */
const FORMAT_1 = v.looseObject({
  format: v.literal(1),
  claims: v.array(v.looseObject({ id: v.string(), arms: BY_SETTING })),
});

/** Accepts every format, and gives the current one. */
export const VERDICTS = v.union([
  FORMAT_2,
  v.pipe(
    FORMAT_1,
    v.transform(({ claims, ...rest }): PublishedVerdicts => ({
      ...rest,
      format: 2,
      claims: claims.map(({ arms, ...claim }) => ({ ...claim, settings: arms })),
    })),
  ),
]);

/** All verdicts of a report, with the number of tests that p-values are adjusted for. */
export function formatVerdicts({ claims, tests }: Judgement): string {
  const content: PublishedVerdicts = {
    format: 2,
    tests,
    claims: claims.map(({ claim, settings }) => ({
      id: claim.id,
      settings: Object.fromEntries(
        Object.entries(settings)
          .filter(([, { verdict }]) => verdict !== "not tested")
          .map(([name, { verdict, parts }]) => [name, {
            verdict,
            parts: parts.map(({ condition, verdict, evidence }) => ({
              condition,
              verdict,
              ...numbersOf(evidence),
            })),
          }]),
      ),
    })),
  };
  return `${canonicalJson(content)}\n`;
}

/**
 * What a verdict on a part rests on: the number of pairs or runs, the mean difference or
 * the share with its 95 % interval (positive favours the conclusion), and p-values.
 */
function numbersOf(evidence: Evidence) {
  if (evidence.kind === "none") return { count: 0, effect: null, p: null, pAdjusted: null };
  const [count, effect] = evidence.kind === "share"
    ? [evidence.count, [evidence.share, ...evidence.interval]]
    : [evidence.summary.count, [evidence.summary.mean, ...evidence.summary.interval95]];
  return { count, effect, p: evidence.p.difference, pAdjusted: evidence.pAdjusted.difference };
}
