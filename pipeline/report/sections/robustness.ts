import { variedExperiments, variedSetting } from "../../../lib/documents/vary.ts";
import { robustnessOf } from "../../../lib/verdict/robustness.ts";
import { type Block, heading, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { claimLink, leftOut, verdictLine } from "../phrases.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: (surviving: number, checks: number): string =>
      `${surviving} of ${checks} times a verdict survives a small change`,
    intro: (seeds: string): string =>
      `Every experiment behind a verdict that holds or is contradicted, run again with ${seeds} and one thing changed. It survives if what decides still shows its effect, with the 95 % interval on the same side or in all runs; it is unsure if only the means still point the same way; it is lost if they do not.`,
    robustness: {
      "survives": "●\u00a0survives",
      "unsure": "○\u00a0unsure",
      "lost": "×\u00a0lost",
      "not run": "–",
    },
  },
  ko: {
    title: (surviving, checks) => `작은 변화 ${checks}번 중 ${surviving}번 판정이 유지됩니다`,
    intro: (seeds) =>
      `성립하거나 반박된 판정의 모든 실험을 ${seeds}로, 한 가지만 바꾸어 다시 돌렸습니다. 판정을 결정하는 효과의 95 % 구간이 같은 쪽에 있거나 모든 실행에서 나타나면 유지, 평균만 같은 쪽이면 불확실, 그렇지 않으면 상실입니다.`,
    robustness: {
      "survives": "●\u00a0유지",
      "unsure": "○\u00a0불확실",
      "lost": "×\u00a0상실",
      "not run": "–",
    },
  },
});

/** Which verdicts survive small changes of the experiments. */
export function robustness(context: ReportContext): Block[] {
  const { document, results, judgement, language, words } = context;
  const { grid } = document.variations;
  const { seeds } = results.variations;
  if (seeds.length === 0) return [];
  const t = WORDS[language];
  const varied = judgement.claims.flatMap((judged) => {
    const found = grid.map((variation) =>
      robustnessOf(judged, variation, document, results.runsOf)
    );
    return found.every((one) => one !== undefined) ? [{ judged, found }] : [];
  });
  if (varied.length === 0) return [];
  const checks = varied.flatMap(({ found }) => found);
  const surviving = checks.filter((one) => one === "survives").length;
  return [
    heading(2, t.title(surviving, checks.length), "robustness"),
    paragraph(t.intro(words.seedCount(seeds.length))),
    ...leftOut({ experiments: variedExperiments(document), seeds }, context),
    table(
      "l",
      [words.columns.number, words.columns.verdict, ...grid.map(({ name }) => name[language])],
      varied.map(({ judged, found }) => {
        const name = variedSetting(judged.claim);
        return [
          claimLink(judged),
          [`${words.settings[name]}: `, ...verdictLine(judged.settings[name], words)],
          ...found.map((one) => t.robustness[one]),
        ];
      }),
    ),
  ];
}
