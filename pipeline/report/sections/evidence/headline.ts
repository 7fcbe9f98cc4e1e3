import { type Setting, SETTINGS } from "../../../../lib/documents/claim.ts";
import type { Language } from "../../../../lib/documents/language.ts";
import { isJudged, sideOf, type Verdict } from "../../../../lib/verdict/verdict.ts";
import { COMMON } from "../../strings/common.ts";
import { listed, words } from "../../strings/languages.ts";

/** What follows a clause: nothing, a verdict on the same side, or one on another side. */
type Link = "end" | "and" | "but";

/** What a verdict says in a sentence whose subject is "it", the conclusion. */
const FOUND_EN: Readonly<Record<Verdict, string>> = {
  ...COMMON.en.verdicts,
  "inconclusive": "stays open",
  "no meaningful difference": "makes no meaningful difference",
  "contradicted": "is contradicted",
  "not judged": "is not judged",
  "not testable": "cannot be tested",
};

/** The same in Korean, where the ending of the verb depends on what follows. */
const FOUND_KO: Readonly<Record<Verdict, Readonly<Record<Link, string>>>> = {
  "clearly holds": verb("분명히 성립하", "분명히 성립한다"),
  "holds": verb("성립하", "성립한다"),
  "holds weakly": verb("약하게 성립하", "약하게 성립한다"),
  "inconclusive": verb("결론이 나지 않", "결론이 나지 않는다"),
  "no meaningful difference": verb("의미 있는 차이가 없", "의미 있는 차이가 없다"),
  "contradicted": verb("반박되", "반박된다"),
  "not judged": verb("판정하지 않", "판정하지 않는다"),
  "not testable": verb("검증할 수 없", "검증할 수 없다"),
  "not tested": verb("검증하지 않", "검증하지 않는다"),
};

function verb(stem: string, end: string): Readonly<Record<Link, string>> {
  return { end, and: `${stem}고`, but: `${stem}지만` };
}

export const WORDS = words({
  en: {
    notTested: "Not tested by these runs",
    inEverySetting: (verdict: Verdict): string =>
      `${FOUND_EN[verdict]}${isJudged(verdict) ? " in every way of testing" : ""}`,
    clause: (settings: readonly string[], verdict: Verdict, link: Link): string =>
      `${FOUND_EN[verdict]} ${listed(settings)}${link === "end" ? "" : `, ${link} `}`,
    /** A headline has no subject. */
    sentence: (clauses: string): string => {
      const text = clauses.replace(/^is /, "");
      return `${text[0]!.toUpperCase()}${text.slice(1)}`;
    },
  },
  ko: {
    notTested: "이 실행들로는 검증하지 않음",
    inEverySetting: (verdict) =>
      `${isJudged(verdict) ? "어떻게 검증해도 " : ""}${FOUND_KO[verdict].end}`,
    clause: (settings, verdict, link) =>
      `${settings.join(", ")} ${FOUND_KO[verdict][link]}${link === "end" ? "" : ", "}`,
    sentence: (clauses) => clauses,
  },
});

/** The verdicts on a conclusion in one sentence, without a full stop. */
export function headline(
  { settings }: { readonly settings: Readonly<Record<Setting, { readonly verdict: Verdict }>> },
  language: Language,
): string {
  const t = WORDS[language];
  const tested = SETTINGS.filter((name) => settings[name].verdict !== "not tested");
  const byVerdict = [...Map.groupBy(tested, (name) => settings[name].verdict)];
  if (byVerdict.length === 0) return t.notTested;
  if (byVerdict.length === 1 && tested.length > 1) {
    return t.sentence(t.inEverySetting(byVerdict[0]![0]));
  }
  const clauses = byVerdict.map(([verdict, names], i) => {
    const next = byVerdict[i + 1]?.[0];
    const link = next === undefined ? "end" : sideOf(next) === sideOf(verdict) ? "and" : "but";
    return t.clause(names.map((name) => COMMON[language].when[name]), verdict, link);
  });
  return t.sentence(clauses.join(""));
}
