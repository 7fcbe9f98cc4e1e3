import { comparedIn } from "../../lib/documents/claim.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Language } from "../../lib/documents/language.ts";
import type { RunsOf } from "../../lib/documents/measured_run.ts";
import { judge, type Judgement } from "../../lib/verdict/judge.ts";
import {
  type JudgedSelfTest,
  judgeSelfTests,
  type SimulatedRules,
  simulateRules,
} from "../../lib/verdict/self_test.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/levels.ts";
import { dataHash } from "../data/cache.ts";
import type { Results } from "../records/results.ts";
import { STRINGS, type Strings } from "./strings/strings.ts";

/** Results with what follows from them, in no language yet. */
export interface Verdicts extends Results {
  readonly judgement: Judgement;
  /** The judge's own tests; absent if they were not run. */
  readonly judgeTested?: {
    readonly tests: readonly JudgedSelfTest[];
    readonly simulated: SimulatedRules;
  };
  /** Whether the document's numbers may be set beside ours: it measured on the same images. */
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
  const { document, runsOf, seeds } = results;
  const judgement = judge(document, runsOf);
  return {
    ...results,
    judgement,
    ...(!canTestJudge(document, runsOf) ? {} : {
      judgeTested: {
        tests: judgeSelfTests(document, runsOf),
        simulated: simulateRules(document, seeds.length, judgement.tests, runsOf),
      },
    }),
    // Of the same images, whatever they are called.
    comparable: dataHash(results.source) === dataHash(document.dataset),
  };
}

/** Whether there are self-tests, and seeds enough of all that they compare. */
function canTestJudge({ selfTests }: Document, runsOf: RunsOf): boolean {
  const compared = selfTests.tests.flatMap(({ condition }) => comparedIn(condition));
  return compared.length > 0 && compared.every((id) => runsOf(id).length >= FEWEST_SEEDS);
}

/** Verdicts with the sentences to tell them in. */
export function inLanguage(verdicts: Verdicts, language: Language): Judged {
  return { ...verdicts, language, strings: STRINGS[language] };
}
