import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { type Block, heading } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: "Limits",
    seeds: "The verdicts speak of new seeds, not of new data.",
    fewSeeds: (seeds: number): string =>
      `${seeds === 1 ? "One seed" : `${seeds} seeds`} cannot tell a rule from luck.`,
    testSet: "All accuracies are on one test set; on another they would all shift a little.",
    bits:
      "The same bits show that the same computation was made, not that a conclusion is true of other data.",
  },
  ko: {
    title: "한계",
    seeds: "판정은 새로운 시드에 대한 것이지 새로운 데이터에 대한 것이 아닙니다.",
    fewSeeds: (seeds) => `시드 ${seeds}개로는 규칙과 우연을 가를 수 없습니다.`,
    testSet:
      "모든 정확도는 하나의 시험 집합에서 잰 것이며, 다른 집합에서는 모두 조금씩 달라집니다.",
    bits:
      "비트가 같다는 것은 같은 계산을 했다는 뜻이지, 결론이 다른 데이터에서도 옳다는 뜻이 아닙니다.",
  },
});

export function limits({ document, results: { seeds }, language }: ReportContext): Block[] {
  const t = WORDS[language];
  return [
    heading(2, t.title, "limits"),
    {
      kind: "list",
      items: [
        [seeds.length < FEWEST_SEEDS ? t.fewSeeds(seeds.length) : t.seeds],
        [t.testSet],
        ...document.prose.limits.map((limit) => [limit[language]]),
        [t.bits],
      ],
    },
  ];
}
