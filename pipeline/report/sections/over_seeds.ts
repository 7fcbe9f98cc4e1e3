import { wilsonInterval } from "../../../lib/statistics/share.ts";
import { interquartileMean, mean, standardDeviation } from "../../../lib/statistics/summary.ts";
import { meets } from "../../../lib/verdict/criterion.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { type Block, details, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { percent, range } from "../format.ts";
import { boundText, experimentLink } from "../phrases.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: "Every experiment over the seeds",
    intro:
      "Test accuracy at the end, in percent: mean and standard deviation, the mean without the lowest and the highest quarter of the seeds, the extremes. ",
    failure: (measure: string, bound: string, orDiverged: boolean): string =>
      `A run has failed if ${
        orDiverged ? "it diverged or " : ""
      }its ${measure} is ${bound}; in brackets the 95 % interval of the share of failed runs.`,
    columns: ["Mean ± SD", "Interquartile mean", "Lowest to highest", "Failed runs [95 %]"],
  },
  ko: {
    title: "시드에 걸쳐 본 모든 실험",
    intro:
      "끝의 시험 정확도(%)입니다. 평균과 표준편차, 시드의 가장 낮은 4분의 1과 가장 높은 4분의 1을 뺀 평균, 양 끝 값을 적었습니다. ",
    failure: (measure, bound, orDiverged) =>
      `${
        orDiverged ? "발산했거나 " : ""
      }${measure} 값이 ${bound}인 실행은 실패로 봅니다. 괄호 안은 실패한 실행 비율의 95 % 구간입니다.`,
    columns: ["평균 ± 표준편차", "사분위 평균", "최저–최고", "실패한 실행 [95 %]"],
  },
});

/** The final accuracy and the failures of every experiment; empty for too few seeds. */
export function overSeeds(context: ReportContext): Block[] {
  const { document, results, language, words } = context;
  if (results.seeds.length < FEWEST_SEEDS) return [];
  const t = WORDS[language];
  const criterion = document.criteria[document.counted.failed]!;
  const measure = document.measures[criterion.measure]!;
  return [details(
    t.title,
    paragraph(
      t.intro,
      t.failure(
        measure.name[language],
        boundText(criterion, measure, words),
        criterion.metByDiverged,
      ),
    ),
    table(
      "lrrrl",
      [words.columns.experiment, ...t.columns],
      results.experiments.map(({ id }) => {
        const runs = results.runsOf(id);
        const ends = runs.map(({ end }) => end.testAccuracy);
        const failed = runs.filter((run) => meets(document, document.counted.failed, run)).length;
        const interval = wilsonInterval(failed, runs.length);
        return [
          experimentLink(id, context),
          `${percent(mean(ends))} ± ${percent(standardDeviation(ends))}`,
          percent(interquartileMean(ends)),
          `${percent(Math.min(...ends))}–${percent(Math.max(...ends))}`,
          [words.countOf(failed, runs.length), " ", range(interval, (share) => percent(share, 0))],
        ];
      }),
    ),
  )];
}
