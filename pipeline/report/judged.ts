import { SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { CLAIMS, comparedIn } from "../../lib/document/claims.ts";
import type { Language } from "../../lib/document/language.ts";
import { SELF_TESTS } from "../../lib/document/self_tests.ts";
import { judge, type Judgement } from "../../lib/verdict/judge.ts";
import {
  type JudgedSelfTest,
  judgeSelfTests,
  type SimulatedRules,
  simulateRules,
} from "../../lib/verdict/self_test.ts";
import type { RunsOf } from "../../lib/verdict/measured_run.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/verdict.ts";
import type { Results } from "./results.ts";
import { STRINGS, type Strings } from "./strings/strings.ts";

/** Results with what follows from them, in no language yet. */
export interface Verdicts extends Results {
  readonly judgement: Judgement;
  /** The judge's own tests; absent if they were not run. */
  readonly judgeTested?: {
    readonly tests: readonly JudgedSelfTest[];
    readonly simulated: SimulatedRules;
  };
  /** Whether the document's numbers may be set beside ours. */
  readonly comparable: boolean;
}

/** The same, to be told in a language. */
export interface Judged extends Verdicts {
  readonly language: Language;
  /** Every sentence in that language. */
  readonly strings: Strings;
}

/** Judges the conclusions by the results at hand, and tests the judge where that was run. */
export function judgeResults(results: Results): Verdicts {
  const { runsOf, seeds } = results;
  const judgement = judge(CLAIMS, runsOf);
  return {
    ...results,
    judgement,
    ...(!canTestJudge(runsOf) ? {} : {
      judgeTested: {
        tests: judgeSelfTests(runsOf),
        simulated: simulateRules(seeds.length, judgement.tests, runsOf),
      },
    }),
    comparable: results.source !== SYNTHETIC_DIGITS,
  };
}

/** Whether there are seeds enough of all that the self-tests compare. */
function canTestJudge(runsOf: RunsOf): boolean {
  return SELF_TESTS.flatMap(({ condition }) => comparedIn(condition))
    .every((id) => runsOf(id).length >= FEWEST_SEEDS);
}

/** Verdicts with the sentences to tell them in. */
export function inLanguage(verdicts: Verdicts, language: Language): Judged {
  return { ...verdicts, language, strings: STRINGS[language] };
}
