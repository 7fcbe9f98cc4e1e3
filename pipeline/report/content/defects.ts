import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { percent } from "../format.ts";
import type { Judged } from "../judged.ts";
import { experimentLink, heading } from "./build.ts";

/** What the document gets wrong. */
export function defects(results: Judged): Block[] {
  const { document, language, strings } = results;
  const t = strings.defects;
  if (document.defects.length === 0) return [];
  const [before, between, after] = t.mustBe;
  const worst = worstDefect(results);
  const rows = document.defects.map(({ where, what, line, shownBy }): Line[] => [
    [where[language]],
    line === undefined
      ? [what[language]]
      : [what[language], before, { code: line.wrong }, between, { code: line.right }, after],
    shownBy === undefined ? ["–"] : accuracyLine([shownBy.with], results),
    shownBy === undefined ? ["–"] : accuracyLine(shownBy.without, results),
  ]);
  return [
    heading(
      2,
      worst === undefined ? t.titleAlone : t.title(worst.where, percent(worst.loss, 1)),
      "defects",
    ),
    paragraph(t.intro),
    {
      kind: "table",
      columns: [
        { title: t.section },
        { title: t.whatIsWrong },
        { title: t.withIt },
        { title: t.without },
      ],
      rows,
    },
  ];
}

/** The wrong line that costs most accuracy, as the best of the runs without it shows. */
function worstDefect(results: Judged): { where: string; loss: number } | undefined {
  const losses = results.document.defects.flatMap(({ where, line, shownBy }) => {
    const ids = line === undefined || shownBy === undefined
      ? []
      : [shownBy.with, ...shownBy.without];
    if (ids.length === 0 || ids.some((id) => results.runsOf(id).length === 0)) return [];
    const [defect, ...others] = ids.map((id) => finalAccuracy(id, results));
    return [{ where: where[results.language], loss: Math.max(...others) - defect! }];
  });
  const worst = losses.sort((a, b) => b.loss - a.loss)[0];
  return worst !== undefined && worst.loss > 0 ? worst : undefined;
}

function finalAccuracy(id: string, { runsOf }: Judged): number {
  return mean(runsOf(id).map((run) => run.checkpoints.at(-1)!.testAccuracy));
}

/** Experiments with their final accuracy in percent, those that were run. */
function accuracyLine(ids: readonly string[], results: Judged): Line {
  const parts = ids.filter((id) => results.runsOf(id).length > 0).map((id, i): Line => {
    return [
      i === 0 ? "" : ", ",
      experimentLink(id, results),
      ` ${percent(finalAccuracy(id, results), 1)}`,
    ];
  });
  return parts.length === 0 ? [results.strings.notRun] : parts.flat();
}
