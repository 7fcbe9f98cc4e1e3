import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, heading, type Line, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { percent } from "../format.ts";
import { experimentLink } from "../phrases.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: (where: string, loss: string): string =>
      `The costliest mistake takes ${loss} points of accuracy: ${where}`,
    titleAlone: "What the document gets wrong",
    intro: "Test accuracy at the last checkpoint, mean over the seeds, in percent.",
    columns: ["Where", "What is wrong", "With it", "Corrected or controlled"],
    mustBe: (wrong: string, right: string): Line => [
      " ",
      { code: wrong },
      " must be ",
      { code: right },
      ".",
    ],
  },
  ko: {
    title: (where, loss) => `가장 큰 실수는 정확도 ${loss}점을 잃게 합니다: ${where}`,
    titleAlone: "문서의 오류",
    intro: "마지막 점검 시점의 시험 정확도(시드 평균, %)입니다.",
    columns: ["위치", "무엇이 틀렸나", "그대로", "바로잡거나 통제하면"],
    mustBe: (wrong, right) => [" ", { code: wrong }, " → ", { code: right }],
  },
});

/** The defects of the document and what each costs. */
export function defects(context: ReportContext): Block[] {
  const { document, language } = context;
  if (document.defects.length === 0) return [];
  const t = WORDS[language];
  const worst = worstDefect(context);
  return [
    heading(2, worst ? t.title(worst.where, percent(worst.loss, 1)) : t.titleAlone, "defects"),
    paragraph(t.intro),
    table(
      "l",
      t.columns,
      document.defects.map(({ where, what, line, shownBy }) => [
        where[language],
        [what[language], ...(line === undefined ? [] : t.mustBe(line.wrong, line.right))],
        shownBy === undefined ? "–" : accuracyLine([shownBy.with], context),
        shownBy === undefined ? "–" : accuracyLine(shownBy.without, context),
      ]),
    ),
  ];
}

/** The wrong line that costs the most accuracy, compared with the best run without it. */
function worstDefect(context: ReportContext): { where: string; loss: number } | undefined {
  const losses = context.document.defects.flatMap(({ where, line, shownBy }) => {
    if (line === undefined || shownBy === undefined) return [];
    const [defect, ...others] = [shownBy.with, ...shownBy.without]
      .map((id) => lastAccuracy(id, context));
    if (defect === undefined || others.includes(undefined)) return [];
    return [{ where: where[context.language], loss: Math.max(...others.map(Number)) - defect }];
  });
  const worst = losses.sort((a, b) => b.loss - a.loss)[0];
  return worst !== undefined && worst.loss > 0 ? worst : undefined;
}

/** The mean over the seeds; undefined if the experiment was not run. */
function lastAccuracy(id: string, { results }: ReportContext): number | undefined {
  const accuracies = results.runsOf(id).map((run) => run.checkpoints.at(-1)!.testAccuracy);
  return accuracies.length === 0 ? undefined : mean(accuracies);
}

/** "a 95.4, b 93.1", for those that were run. */
function accuracyLine(ids: readonly string[], context: ReportContext): Line {
  const parts = ids.flatMap((id) => {
    const accuracy = lastAccuracy(id, context);
    return accuracy === undefined ? [] : [{ id, text: percent(accuracy, 1) }];
  });
  if (parts.length === 0) return [context.words.notRun];
  return parts.flatMap(({ id, text }, i) => [
    i === 0 ? "" : ", ",
    experimentLink(id, context),
    ` ${text}`,
  ]);
}
