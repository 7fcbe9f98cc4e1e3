import { FAMILY_ERROR } from "../../../lib/verdict/levels.ts";
import { type Block, details, heading, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { size } from "../format.ts";
import { boundText } from "../phrases.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: "The rules",
    intro: (tests: number): string =>
      `The first that applies decides; D is the mean difference of runs with the same seed, positive if it favours the conclusion. Intervals are t-intervals, printed unadjusted; p-values are adjusted by Holm for the ${tests} tests of this report. docs/verdicts.md works each step out by hand.`,
    equivalence: ": the 90 % interval of D lies within the margin.",
    holds:
      ": the 95 % interval of D lies above 0, and at least 3 of 4 seeds favour the conclusion; clearly, if it lies above the margin; weakly, if fewer seeds do.",
    contradicted: ": the 95 % interval of D lies below 0.",
    inconclusive: (error: number): string =>
      `: otherwise, or where the adjusted p-value is ${error} or more.`,
    shares:
      "The share of runs that meet a criterion is compared with one half, by its 95 % Wilson interval, and with 3 of 4 for “clearly”.",
    parts: "A conclusion of several parts has the verdict of its weakest part.",
    details: "All measures, margins and bounds",
    measures: ["Measure", "What it is", "Margin", "Why this margin"],
    criteria: ["A run …", "if its", "is", "Why"],
  },
  ko: {
    title: "규칙",
    intro: (tests) =>
      `위에서부터 처음 맞는 규칙이 판정합니다. D는 같은 시드의 실행들 사이 차이의 평균이며, 결론을 지지하면 양수입니다. 구간은 t 구간이고 보정하지 않았습니다. p값은 이 보고서의 검정 ${tests}개에 대해 Holm 방법으로 보정했습니다. docs/verdicts.md가 각 단계를 손으로 풀어 보입니다.`,
    equivalence: ": D의 90 % 구간이 한계 안에 있다.",
    holds:
      ": D의 95 % 구간이 0보다 위에 있고 시드 4개 중 3개 이상이 결론을 지지한다. 구간이 한계보다 위면 ‘분명히’, 지지하는 시드가 더 적으면 ‘약하게’.",
    contradicted: ": D의 95 % 구간이 0보다 아래에 있다.",
    inconclusive: (error) => `: 그 밖의 경우, 또는 보정한 p값이 ${error} 이상일 때.`,
    shares:
      "기준을 충족한 실행의 비율은 그 Wilson 95 % 구간으로 절반과, ‘분명히’는 4분의 3과 견준다.",
    parts: "여러 부분으로 된 결론은 가장 약한 부분의 판정을 받는다.",
    details: "모든 측정값과 한계, 기준",
    measures: ["측정값", "뜻", "한계", "한계의 이유"],
    criteria: ["실행은 …", "다음이", "이러하면", "이유"],
  },
});

/** The rules of judging in brief, with every measure, margin and bound. */
export function rules({ document, judgement, language, words }: ReportContext): Block[] {
  const t = WORDS[language];
  const { verdicts } = words;
  return [
    heading(2, t.title, "rules"),
    paragraph(t.intro(judgement.tests)),
    {
      kind: "list",
      items: [
        [{ bold: verdicts["no meaningful difference"] }, t.equivalence],
        [{ bold: verdicts.holds }, t.holds],
        [{ bold: verdicts.contradicted }, t.contradicted],
        [{ bold: verdicts.inconclusive }, t.inconclusive(FAMILY_ERROR)],
        [t.shares],
        [t.parts],
      ],
    },
    details(
      t.details,
      table(
        "l",
        t.measures,
        Object.values(document.measures).map((measure) => [
          measure.name[language],
          measure.definition[language],
          size(measure.margin, measure),
          measure.reason[language],
        ]),
      ),
      table(
        "l",
        t.criteria,
        Object.values(document.criteria).map((criterion) => {
          const measure = document.measures[criterion.measure]!;
          return [
            criterion.name[language],
            measure.name[language],
            boundText(criterion, measure, words),
            criterion.reason[language],
          ];
        }),
      ),
    ),
  ];
}
