import { activationEvenness } from "../../../lib/documents/run_measures.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, details, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { experimentLink, probedImages } from "../phrases.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: "Inside the networks",
    intro: (images: string): string =>
      `After the last iteration, means over the seeds: the standard deviation of each hidden layer's activations on the first ${images} test images, the smallest of them divided by the largest (1 is even), the share of units that are never active, and the norm of each weight matrix's gradient on the last mini-batch.`,
    columns: ["Spread by layer", "Evenness", "Never active by layer, %", "Gradient by layer"],
    diverged: "diverged",
  },
  ko: {
    title: "신경망의 안쪽",
    intro: (images) =>
      `마지막 반복 뒤의 값(시드 평균)입니다. 처음 시험 이미지 ${images}개에 대한 은닉층마다의 활성화 값 표준편차, 그중 가장 작은 것을 가장 큰 것으로 나눈 값(1이면 고름), 한 번도 활성화되지 않는 뉴런의 비율, 마지막 미니배치에서 가중치 행렬마다의 기울기 크기입니다.`,
    columns: ["층마다의 퍼짐", "고른 정도", "활성화되지 않는 뉴런, %", "층마다의 기울기"],
    diverged: "발산",
  },
});

/** Activations and gradients of every experiment. */
export function insideNetworks(context: ReportContext): Block[] {
  const { results, language, words } = context;
  const t = WORDS[language];
  const meanText = (values: readonly number[], show: (value: number) => string): string => {
    const value = mean(values);
    return Number.isFinite(value) ? show(value) : t.diverged;
  };
  return [details(
    t.title,
    paragraph(t.intro(probedImages(context))),
    table(
      "llrl",
      [words.columns.experiment, ...t.columns],
      results.experiments.map(({ id }) => {
        const runs = results.runsOf(id);
        const byLayer = (
          name: "activationDeviations" | "deadUnits" | "gradientNorms",
          show: (value: number) => string,
        ): string => {
          const layers = runs[0]!.end[name].map((_, k) => runs.map(({ end }) => end[name][k]!));
          return layers.map((values) => meanText(values, show)).join(" · ");
        };
        return [
          experimentLink(id, context),
          byLayer("activationDeviations", significant),
          meanText(runs.map(activationEvenness), (value) => value.toFixed(3)),
          byLayer("deadUnits", (share) => (100 * share).toFixed(0)),
          byLayer("gradientNorms", significant),
        ];
      }),
    ),
  )];
}

/** Two significant digits: "0.41", "0.00012". */
function significant(value: number): string {
  return value === 0 ? "0" : Number(value.toPrecision(2)).toString();
}
