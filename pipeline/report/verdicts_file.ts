import * as v from "valibot";
import { type Setting, SETTINGS } from "../../lib/documents/claim.ts";
import type { Evidence } from "../../lib/verdict/evidence.ts";
import type { Judgement } from "../../lib/verdict/judge.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { mapOf, type Stored } from "../system/schema.ts";

/** The name of the file within a report's folder. */
export const VERDICTS_FILE = "verdicts.json";

/** A verdict on a part of a conclusion, with whatever it rests on. */
const PART = v.looseObject({ condition: v.looseObject({}), verdict: v.string() });
const ARM = v.looseObject({ verdict: v.string(), parts: v.array(PART) });

/** Verdicts as a file for machines: what every version of it has had. */
export const VERDICTS = v.looseObject({
  format: v.literal(1),
  claims: v.array(v.looseObject({
    id: v.string(),
    arms: mapOf(v.picklist(SETTINGS), ARM) as v.GenericSchema<
      Partial<Record<Setting, v.InferOutput<typeof ARM>>>
    >,
  })),
});
export type PublishedVerdicts = Stored<typeof VERDICTS>;

/** All verdicts of a report, with the number of tests that p-values are adjusted for. */
export function formatVerdicts({ claims, tests }: Judgement): string {
  const content: PublishedVerdicts = {
    format: 1,
    tests,
    claims: claims.map(({ claim, settings }) => ({
      id: claim.id,
      arms: Object.fromEntries(
        Object.entries(settings)
          .filter(([, { verdict }]) => verdict !== "not tested")
          .map(([name, { verdict, parts }]) => [name, {
            verdict,
            parts: parts.map((part) => ({
              condition: part.condition,
              verdict: part.verdict,
              ...numbersOf(part.evidence),
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
  switch (evidence.kind) {
    case "none":
      return { count: 0, effect: null, p: null, pAdjusted: null };
    case "share":
      return {
        count: evidence.count,
        effect: [evidence.share, ...evidence.interval],
        p: evidence.p.difference,
        pAdjusted: evidence.pAdjusted.difference,
      };
    case "paired":
      return {
        count: evidence.summary.count,
        effect: [evidence.summary.mean, ...evidence.summary.interval95],
        p: evidence.p.difference,
        pAdjusted: evidence.pAdjusted.difference,
      };
  }
}
