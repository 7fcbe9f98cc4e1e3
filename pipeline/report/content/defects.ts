import { DEFECTS } from "../../../lib/document/defects.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { percent } from "../format.ts";
import { experimentLink, heading, type Judged } from "./build.ts";

/** What the document gets wrong. */
export function defects(results: Judged): Block[] {
  const rows = DEFECTS.map(({ where, what, line, shownBy }): Line[] => [
    [where],
    line === undefined
      ? [what]
      : [what, " ", { code: line.wrong }, " must be ", { code: line.right }, "."],
    shownBy === undefined ? ["–"] : accuracyLine([shownBy.with], results),
    shownBy === undefined ? ["–"] : accuracyLine(shownBy.without, results),
  ]);
  return [
    heading(2, "What the document gets wrong, and what changes", "defects"),
    paragraph("Test accuracy at the last checkpoint, mean over the seeds, in percent."),
    {
      kind: "table",
      columns: [
        { title: "Section" },
        { title: "What is wrong" },
        { title: "With it" },
        { title: "Corrected or controlled" },
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
  return parts.length === 0 ? ["not run"] : parts.flat();
}
