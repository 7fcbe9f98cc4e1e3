import { SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { CLAIMS } from "../../lib/document/claims.ts";
import type { Language } from "../../lib/document/language.ts";
import { judge } from "../../lib/verdict/judge.ts";
import type { Report } from "./blocks.ts";
import type { Judged } from "./content/build.ts";
import { defects } from "./content/defects.ts";
import { evidence } from "./content/evidence.ts";
import { experiments } from "./content/experiments.ts";
import { insideNetworks } from "./content/inside.ts";
import { optimizers } from "./content/optimizers.ts";
import { introduction, outcomeSentence } from "./content/outcome.ts";
import { limits, provenance } from "./content/provenance.ts";
import { recordedNumbers } from "./content/recorded.ts";
import { robustness } from "./content/robustness.ts";
import { selfTests } from "./content/self_tests.ts";
import { verdictTable } from "./content/verdicts.ts";
import type { Results } from "./results.ts";
import { STRINGS } from "./strings/strings.ts";

/** Judges the conclusions by the results at hand, for a report in some language. */
export function judgeResults(results: Results, language: Language = "en"): Judged {
  const comparable = results.source !== SYNTHETIC_DIGITS;
  const judgement = judge(CLAIMS, results.runsOf);
  return { ...results, judgement, comparable, language, strings: STRINGS[language] };
}

/** Everything that a report says, in order. */
export function reportContent(judged: Judged): Report {
  return {
    title: outcomeSentence(judged),
    blocks: [
      ...introduction(judged),
      ...verdictTable(judged),
      ...robustness(judged),
      ...evidence(judged),
      ...(judged.comparable ? recordedNumbers(judged) : []),
      ...optimizers(judged),
      ...defects(judged),
      ...experiments(judged),
      ...insideNetworks(judged),
      ...selfTests(judged),
      ...provenance(judged),
      ...limits(judged),
    ],
  };
}
