import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Setting, SETTINGS } from "../../lib/documents/claim.ts";
import { VERDICTS } from "../../lib/documents/verdict.ts";
import type { JudgedClaim } from "../../lib/verdict/judge.ts";
import { isJudged, sideOf, type Verdict } from "../../lib/verdict/verdict.ts";
import { headline } from "../../pipeline/report/sections/evidence/headline.ts";
import { outcomeSentence } from "../../pipeline/report/sections/outcome.ts";
import { inLanguage, judgeResults } from "../../pipeline/report/context.ts";
import { LANGUAGES } from "../../pipeline/report/strings/languages.ts";
import { madeUpResults } from "../support/results.ts";

type Settings = Record<Setting, { readonly verdict: Verdict }>;

/** A conclusion with a verdict for each way of testing, in their order. */
function judgedAs(verdicts: readonly Verdict[]): { readonly settings: Settings } {
  const settings = SETTINGS.map((name, i) => [name, { verdict: verdicts[i]!, parts: [] }]);
  return { settings: Object.fromEntries(settings) as Settings };
}

const EVERY_COMBINATION = VERDICTS.flatMap((a) =>
  VERDICTS.flatMap((b) => VERDICTS.map((c) => [a, b, c]))
);

Deno.test("headlines: verdicts of one kind, of two sides, and of three", () => {
  const say = (...verdicts: Verdict[]): string => headline(judgedAs(verdicts), "en");
  assertEquals(say("not tested", "not tested", "not tested"), "Not tested by these runs");
  assertEquals(say("holds", "holds", "holds"), "Holds in every way of testing");
  assertEquals(say("holds", "not tested", "holds"), "Holds in every way of testing");
  assertEquals(say("contradicted", "not tested", "not tested"), "Contradicted as written");
  assertEquals(
    say("holds", "contradicted", "contradicted"),
    "Holds as written, but is contradicted when corrected and when controlled",
  );
  assertEquals(
    say("clearly holds", "holds", "no meaningful difference"),
    "Clearly holds as written, and holds when corrected, but makes no meaningful difference when controlled",
  );
  assertEquals(
    say("not testable", "not tested", "contradicted"),
    "Cannot be tested as written, but is contradicted when controlled",
  );
  assertEquals(say("not judged", "not judged", "not judged"), "Not judged");
});

Deno.test("every combination of verdicts has a headline of its own in every language", () => {
  for (const { code } of LANGUAGES) {
    const byText = new Map<string, string>();
    for (const verdicts of EVERY_COMBINATION) {
      const text = headline(judgedAs(verdicts), code);
      const where = `${code} ${verdicts.join(", ")}: ${text}`;
      assert(!/undefined|NaN|\s\s|, ?$|\.$/.test(text), where);
      assertEquals(/[\uac00-\ud7a3]/.test(text), code === "ko", where);
      // What was not tested goes unsaid; for the rest, other verdicts are other words.
      const tested = verdicts.filter((verdict) => verdict !== "not tested");
      const meaning = new Set(tested).size === 1 && tested.length > 1
        ? `all ${tested[0]}`
        : verdicts.join(", ");
      assert([undefined, meaning].includes(byText.get(text)), `${where}, and ${byText.get(text)}`);
      byText.set(text, meaning);
    }
  }
});

Deno.test("a headline never says that something holds that does not", () => {
  for (const verdicts of EVERY_COMBINATION) {
    const text = headline(judgedAs(verdicts), "en").toLowerCase();
    const sides = verdicts.map(sideOf);
    assertEquals(/\bholds\b/.test(text), sides.includes("for"), `${verdicts}: ${text}`);
    assertEquals(text.includes("contradicted"), verdicts.includes("contradicted"), text);
    assertEquals(
      text.includes("but"),
      new Set(verdicts.filter((verdict) => verdict !== "not tested").map(sideOf)).size > 1,
      text,
    );
  }
});

Deno.test("the title counts what holds and what of it is lost, for any verdicts", () => {
  const judged = inLanguage(judgeResults(madeUpResults({ seeds: [0, 1, 2] })), "en");
  for (const verdicts of EVERY_COMBINATION) {
    const claims = [judgedAs(verdicts), judgedAs(["holds", "not tested", "holds"])];
    const title = outcomeSentence({
      ...judged,
      judgement: { ...judged.judgement, claims: claims as unknown as JudgedClaim[] },
    });
    const [written, ...others] = verdicts as [Verdict, Verdict, Verdict];
    const holding = sideOf(written) === "for";
    assertStringIncludes(
      title,
      `${holding ? 2 : 1} of ${isJudged(written) ? 2 : 1} conclusions hold as written`,
    );
    const lost = holding && others.some((other) => isJudged(other) && sideOf(other) !== "for");
    assertEquals(title.includes("1 of these does not survive"), lost, `${verdicts}: ${title}`);
  }
});
