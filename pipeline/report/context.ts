import { comparedIn } from "../../lib/documents/claim.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Language } from "../../lib/documents/language.ts";
import { judge, type Judgement } from "../../lib/verdict/judge.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/levels.ts";
import {
  type JudgedSelfTest,
  judgeSelfTests,
  type SimulatedRules,
  simulateRules,
} from "../../lib/verdict/self_test.ts";
import { dataHash } from "../data/cache.ts";
import type { Results } from "../records/results.ts";
import { COMMON, type CommonWords } from "./strings/common.ts";

/** Results and the verdicts on them, in no language yet. */
export interface JudgedResults {
  readonly document: Document;
  readonly results: Results;
  readonly judgement: Judgement;
  /** How the judge did on cases whose outcome is known; absent if they were not run. */
  readonly judgeTests?: {
    readonly tests: readonly JudgedSelfTest[];
    readonly simulated: SimulatedRules;
  };
  /** Whether the document's numbers can be compared with ours: the data set is the same. */
  readonly comparable: boolean;
}

/** The input of every section of a report. */
export interface ReportContext extends JudgedResults {
  readonly language: Language;
  readonly words: CommonWords;
}

/** Judges the conclusions, and tests the judge if its self-tests were run. */
export function judgeResults(results: Results): JudgedResults {
  const { document, runsOf, seeds } = results;
  const judgement = judge(document, runsOf);
  const compared = document.selfTests.tests.flatMap(({ condition }) => comparedIn(condition));
  const canTest = compared.length > 0 &&
    compared.every((id) => runsOf(id).length >= FEWEST_SEEDS);
  return {
    document,
    results,
    judgement,
    ...(canTest && {
      judgeTests: {
        tests: judgeSelfTests(document, runsOf),
        simulated: simulateRules(document, seeds.length, judgement.tests, runsOf),
      },
    }),
    // Compared by content, because a data set can have another name here.
    comparable: dataHash(results.source) === dataHash(document.dataset),
  };
}

export function inLanguage(judged: JudgedResults, language: Language): ReportContext {
  return { ...judged, language, words: COMMON[language] };
}
