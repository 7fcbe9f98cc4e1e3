import { DEFECTS } from "../../../lib/document/defects.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { percent } from "../format.ts";
import type { Judged } from "../judged.ts";
import { experimentLink, heading } from "./build.ts";

/** What the document gets wrong. */
export function defects(results: Judged): Block[] {
  const { language, strings } = results;
  const t = strings.defects;
  const [before, between, after] = t.mustBe;
  const rows = DEFECTS.map(({ where, what, line, shownBy }): Line[] => [
    [where[language]],
    line === undefined
      ? [what[language]]
      : [what[language], before, { code: line.wrong }, between, { code: line.right }, after],
    shownBy === undefined ? ["–"] : accuracyLine([shownBy.with], results),
    shownBy === undefined ? ["–"] : accuracyLine(shownBy.without, results),
  ]);
  return [
    heading(2, t.title, "defects"),
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

/** "2-1-momentum 95.4, ..." for those that were run. */
function accuracyLine(ids: readonly string[], results: Judged): Line {
  const parts = ids.filter((id) => results.runsOf(id).length > 0).map((id, i): Line => {
    const accuracies = results.runsOf(id).map((run) => run.checkpoints.at(-1)!.testAccuracy);
    return [
      i === 0 ? "" : ", ",
      experimentLink(id, results),
      ` ${percent(mean(accuracies), 1)}`,
    ];
  });
  return parts.length === 0 ? [results.strings.notRun] : parts.flat();
}
