import { type Setting, SETTINGS } from "../../../lib/documents/claim.ts";
import { sideOf, type Verdict } from "../../../lib/verdict/verdict.ts";
import type { Strings } from "../strings/strings.ts";

/** Ways of testing that come to the same verdict. */
interface Finding {
  readonly settings: readonly Setting[];
  readonly verdict: Verdict;
}

/** What was found of a conclusion, in a sentence without its end. */
export function headline(
  { settings }: { readonly settings: Readonly<Record<Setting, { readonly verdict: Verdict }>> },
  { headlines: t }: Pick<Strings, "headlines">,
): string {
  const findings: Finding[] = [];
  for (const name of SETTINGS) {
    const { verdict } = settings[name];
    if (verdict === "not tested") continue;
    const same = findings.findIndex((finding) => finding.verdict === verdict);
    if (same < 0) findings.push({ settings: [name], verdict });
    else findings[same] = { settings: [...findings[same]!.settings, name], verdict };
  }
  if (findings.length === 0) return t.notTested;
  const [only] = findings;
  if (findings.length === 1 && only!.settings.length > 1) {
    return t.sentence([t.inEveryWay(only!.verdict)]);
  }
  const clauses = findings.map(({ settings, verdict }, i) => {
    const next = findings[i + 1];
    const link = next === undefined
      ? "end"
      : sideOf(next.verdict) === sideOf(verdict)
      ? "and"
      : "but";
    return t.clause(settings, verdict, link);
  });
  return t.sentence(clauses);
}
