import { words } from "../../strings/languages.ts";

export const WORDS = words({
  en: {
    title: "Evidence for each conclusion",
    intro: (isCompared: boolean): string =>
      `In the charts a tick is a seed, the dot their mean, the bar its 95 % interval${
        isCompared ? ", a diamond the document's own number" : ""
      }. Where two experiments are compared, differences are divided by the smallest one that matters: inside the shaded band a difference is too small to matter. In the other charts, runs inside the shaded band meet the criterion.`,
    says: (text: string): string => `The document concludes: ${text}`,
    place: (place: string, kind: string): string => `${place}; kind of claim: ${kind}.`,
    rule: "The rule",
    counts: (measure: string, margin: string): string =>
      `a difference in ${measure} matters from ${margin} on`,
    meets: (criterion: string, measure: string, bound: string): string =>
      `a run counts as “${criterion}” if its ${measure} is ${bound}`,
    notTestable: "Not testable as written.",
    /** After a verdict: "contradicted corrected". */
    settings: { corrected: "corrected", controlled: "controlled" },
    changes: {
      verdict: (cause: string, written: string, other: string, setting: string): string =>
        `The verdict rests on ${cause}: ${written} as written, ${other} ${setting}.`,
      parts: (cause: string, written: string, other: string, setting: string): string =>
        `The verdict is the same, ${written} as written and ${other} ${setting}, but its parts change sides; that rests on ${cause}.`,
      size: (cause: string, written: string, other: string, setting: string): string =>
        `The verdict keeps its side, ${written} as written and ${other} ${setting}, but the size of the effect rests on ${cause}.`,
      nothing: (cause: string, written: string, other: string, setting: string): string =>
        `The verdict does not rest on ${cause}: ${written} as written, ${other} ${setting}.`,
    },
    margins: "against the conclusion   ·   margins   ·   for it",
    columns: [
      "Part",
      "Must be seen",
      "Means",
      "Difference or share [95 %]",
      "P(favours) [95 %]",
      "p, p adjusted",
    ],
    runs: (count: string, interval: string): string => `${count} runs, ${interval} %`,
    against: (of: string, than: string): string => `${of} against ${than}`,
    margin: (margin: string): string => `; margin ${margin}`,
    /** The mean difference in standard deviations. */
    effectSize: (d: string): string => `; d ${d}`,
    equivalence: " (equivalence)",
    notJudged: (reason: string): string => ` – not judged: ${reason}`,
    open: (seeds: string): string => ` is open; ${seeds}.`,
    openPairs: (detectable: string, seeds: string): string =>
      ` is open: these seeds would find ${detectable} four times in five; for the margin, ${seeds}.`,
    seedsNeeded: (seeds: string): string => `${seeds} seeds would settle it`,
    neverSettled: "no number of seeds would settle it if the runs go on like this",
  },
  ko: {
    title: "결론마다의 근거",
    intro: (isCompared) =>
      `그림에서 눈금 하나는 시드 하나, 동그라미는 그 평균, 막대는 평균의 95 % 구간${
        isCompared ? ", 마름모는 문서의 값" : ""
      }입니다. 두 실험을 견줄 때는 차이를 의미 있는 최소 차이로 나누었습니다. 칠한 띠 안의 차이는 의미가 없을 만큼 작습니다. 다른 그림에서는 칠한 띠 안에 있는 실행이 기준을 충족한 것입니다.`,
    says: (text) => `문서의 결론: ${text}`,
    place: (place, kind) => `${place}. 주장의 종류: ${kind}.`,
    rule: "규칙",
    counts: (measure, margin) => `${measure}의 차이는 ${margin}부터 의미가 있습니다`,
    meets: (criterion, measure, bound) =>
      `${measure} 값이 ${bound}이면 그 실행은 ‘${criterion}’입니다`,
    notTestable: "원문대로는 검증할 수 없습니다.",
    settings: { corrected: "바로잡으면", controlled: "통제하면" },
    changes: {
      verdict: (cause, written, other, setting) =>
        `판정을 좌우하는 것은 ${cause}입니다. 원문대로 ${written}, ${setting} ${other}.`,
      parts: (cause, written, other, setting) =>
        `판정은 원문대로 ${written}, ${setting} ${other}로 같지만 부분들의 편이 바뀝니다. 이를 좌우하는 것은 ${cause}입니다.`,
      size: (cause, written, other, setting) =>
        `판정의 편은 원문대로 ${written}, ${setting} ${other}로 같지만 효과의 크기는 다음에 좌우됩니다: ${cause}.`,
      nothing: (cause, written, other, setting) =>
        `판정은 다음에 좌우되지 않습니다: ${cause}. 원문대로 ${written}, ${setting} ${other}.`,
    },
    margins: "결론에 반함   ·   한계의 배수   ·   결론을 지지",
    columns: [
      "부분",
      "나타나야 할 것",
      "평균",
      "차이 또는 비율 [95 %]",
      "P(지지) [95 %]",
      "p, 보정한 p",
    ],
    runs: (count, interval) => `${count}, ${interval} %`,
    against: (of, than) => `${of} 대 ${than}`,
    margin: (margin) => `, 한계 ${margin}`,
    effectSize: (d) => `, 효과 크기 d ${d}`,
    equivalence: " (동등성)",
    notJudged: (reason) => ` – 판정 안 함: ${reason}`,
    open: (seeds) => ` – 미결. ${seeds}.`,
    openPairs: (detectable, seeds) =>
      ` – 미결. 이 시드 수로는 ${detectable}의 차이를 다섯 번 중 네 번 찾습니다. 한계만큼의 차이라면 ${seeds}.`,
    seedsNeeded: (seeds) => `시드 ${seeds}개면 결정됩니다`,
    neverSettled: "이대로라면 시드를 늘려도 결정되지 않습니다",
  },
});
