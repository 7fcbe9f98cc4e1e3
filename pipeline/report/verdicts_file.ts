import type { Condition, Setting } from "../../lib/documents/claim.ts";
import type { Evidence } from "../../lib/verdict/evidence.ts";
import type { Judgement } from "../../lib/verdict/judge.ts";
import type { Verdict } from "../../lib/verdict/verdict.ts";
import { canonicalJson } from "../system/canonical_json.ts";

/** The name of the file within a report's folder. */
export const VERDICTS_FILE = "verdicts.json";

/** What a verdict on a part rests on, in numbers; positive favours the conclusion. */
export interface PublishedPart {
  readonly condition: Condition;
  readonly verdict: Verdict;
  /** Pairs, or runs; 0 where there is no evidence. */
  readonly count: number;
  /** The mean difference, or the share, with its 95 % interval. */
  readonly effect: readonly [value: number, low: number, high: number] | null;
  readonly p: number | null;
  readonly pAdjusted: number | null;
}

/** Verdicts as a file that machines read. */
export interface PublishedVerdicts {
  readonly format: 1;
  /** How many tests p-values are adjusted for. */
  readonly tests: number;
  readonly claims: readonly {
    readonly id: string;
    readonly arms: Readonly<
      Partial<Record<Setting, { readonly verdict: Verdict; readonly parts: PublishedPart[] }>>
    >;
  }[];
}

/** All verdicts of a report, as canonical JSON. */
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

function numbersOf(
  evidence: Evidence,
): Pick<PublishedPart, "count" | "effect" | "p" | "pAdjusted"> {
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
