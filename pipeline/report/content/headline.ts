import { ARM_NAMES, type ArmName } from "../../../lib/documents/claim.ts";
import { sideOf, type Verdict } from "../../../lib/verdict/verdict.ts";
import type { Strings } from "../strings/strings.ts";

/** Ways of testing that come to the same verdict. */
interface Finding {
  readonly arms: readonly ArmName[];
  readonly verdict: Verdict;
}

/** What was found of a conclusion, in a sentence without its end. */
export function headline(
  { arms }: { readonly arms: Readonly<Record<ArmName, { readonly verdict: Verdict }>> },
  { headlines: t }: Pick<Strings, "headlines">,
): string {
  const findings: Finding[] = [];
  for (const name of ARM_NAMES) {
    const { verdict } = arms[name];
    if (verdict === "not tested") continue;
    const same = findings.findIndex((finding) => finding.verdict === verdict);
    if (same < 0) findings.push({ arms: [name], verdict });
    else findings[same] = { arms: [...findings[same]!.arms, name], verdict };
  }
  if (findings.length === 0) return t.notTested;
  const [only] = findings;
  if (findings.length === 1 && only!.arms.length > 1) {
    return t.sentence([t.inEveryWay(only!.verdict)]);
  }
  const clauses = findings.map(({ arms, verdict }, i) => {
    const next = findings[i + 1];
    const link = next === undefined
      ? "end"
      : sideOf(next.verdict) === sideOf(verdict)
      ? "and"
      : "but";
    return t.clause(arms, verdict, link);
  });
  return t.sentence(clauses);
}
