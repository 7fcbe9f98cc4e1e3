import type { Inline, Line } from "../blocks.ts";
import { words } from "./languages.ts";

/** "one seed", "3 seeds" */
function seedCount(count: number): string {
  return count === 1 ? "one seed" : `${count} seeds`;
}

/** Words that several sections use. */
export const COMMON = words({
  en: {
    seedCount,
    countOf: (met: number, all: number): string => `${met}\u00a0of\u00a0${all}`,
    atLeast: (bound: string): string => `${bound} or more`,
    atMost: (bound: string): string => `${bound} or less`,
    notRun: "not run",
    noEvidence: {
      "not run": (_count: number): string => "not run",
      "too few seeds": seedCount,
      "diverged": (runs: number): string => `${runs} ${runs === 1 ? "run" : "runs"} diverged`,
    },
    notJudgedBecause: (reason: string): string => `not judged: ${reason}`,
    leftOut: (count: number, all: number, which: string): string =>
      `${count} of these ${all} runs ${count === 1 ? "has" : "have"} no valid record and ${
        count === 1 ? "is" : "are"
      } left out (${which}); what rests on them has fewer seeds, or is not given.`,
    settings: { "as-written": "As written", "corrected": "Corrected", "controlled": "Controlled" },
    when: {
      "as-written": "as written",
      "corrected": "when corrected",
      "controlled": "when controlled",
    },
    verdicts: {
      "clearly holds": "clearly holds",
      "holds": "holds",
      "holds weakly": "holds weakly",
      "inconclusive": "inconclusive",
      "no meaningful difference": "no meaningful difference",
      "contradicted": "contradicted",
      "not judged": "not judged",
      "not testable": "not testable",
      "not tested": "–",
    },
    more: (of: Inline, measure: string, than: Inline): Line => [
      of,
      ` has more ${measure} than `,
      than,
    ],
    less: (of: Inline, measure: string, than: Inline): Line => [
      of,
      ` has less ${measure} than `,
      than,
    ],
    most: (of: Inline, criterion: string): Line => [of, ` ${criterion}`],
    columns: {
      number: "No.",
      verdict: "Verdict",
      experiment: "Experiment",
      document: "Document, %",
      afterIteration: "After iteration",
    },
    charts: { numbers: "Numbers behind the chart", seed: "Seed", document: "document" },
  },
  ko: {
    seedCount: (count) => `시드 ${count}개`,
    countOf: (met, all) => `${all}회\u00a0중\u00a0${met}회`,
    atLeast: (bound) => `${bound} 이상`,
    atMost: (bound) => `${bound} 이하`,
    notRun: "실행하지 않음",
    noEvidence: {
      "not run": (_count) => "실행하지 않음",
      "too few seeds": (count) => `시드 ${count}개`,
      "diverged": (runs) => `${runs}회 발산`,
    },
    notJudgedBecause: (reason) => `판정 안 함: ${reason}`,
    leftOut: (count, all, which) =>
      `이 실행 ${all}회 가운데 ${count}회는 올바른 기록이 없어 뺐습니다(${which}). 그 실행에 기대는 값은 시드가 더 적거나 빠져 있습니다.`,
    settings: { "as-written": "원문대로", "corrected": "바로잡음", "controlled": "통제" },
    when: { "as-written": "원문대로", "corrected": "바로잡으면", "controlled": "통제하면" },
    verdicts: {
      "clearly holds": "분명히 성립",
      "holds": "성립",
      "holds weakly": "약하게 성립",
      "inconclusive": "결론 없음",
      "no meaningful difference": "의미 있는 차이 없음",
      "contradicted": "반박됨",
      "not judged": "판정 안 함",
      "not testable": "검증 불가",
      "not tested": "–",
    },
    more: (of, measure, than) => [of, `의 ${measure}: `, than, "보다 큼"],
    less: (of, measure, than) => [of, `의 ${measure}: `, than, "보다 작음"],
    most: (of, criterion) => [of, `: ${criterion}`],
    columns: {
      number: "번호",
      verdict: "판정",
      experiment: "실험",
      document: "문서, %",
      afterIteration: "반복",
    },
    charts: { numbers: "그림의 수치", seed: "시드", document: "문서" },
  },
});

export type CommonWords = typeof COMMON.en;
