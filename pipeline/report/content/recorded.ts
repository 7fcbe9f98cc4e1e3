import { placeRecorded } from "../../../lib/verdict/placement.ts";
import { RECORDED } from "../../../lib/document/recorded.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { differencesName } from "../charts.ts";
import { type Comparison, comparisons } from "../comparison.ts";
import { percent, percentDigits, percentOverSeeds, signed } from "../format.ts";
import type { Judged } from "../judged.ts";
import { experimentLink, heading } from "./build.ts";
import { pValue } from "./words.ts";

/** The document's numbers among ours. */
export function recordedNumbers(results: Judged): Block[] {
  const t = results.strings.recorded;
  const rows = comparisons(results);
  if (rows.length === 0) return [];
  const readings = rows.filter(({ experiment }) => experiment.id.startsWith("0-shallow"));
  const distance = ({ recorded, ours }: Comparison): number => Math.abs(mean(ours) - recorded);
  const nearest = [...readings].sort((a, b) => distance(a) - distance(b))[0];
  return [
    heading(2, t.title, "recorded"),
    paragraph(t.intro),
    {
      kind: "figure",
      figure: {
        name: differencesName(results),
        wide: true,
        alt: rows.map(({ experiment, recorded, ours }) =>
          t.alt(experiment.id, percent(recorded, 1), percent(mean(ours)))
        ).join("; "),
      },
    },
    placementTable(rows, results),
    paragraph(t.explanation),
    ...(readings.length < 2 ? [] : [paragraph(
      t.readings,
      ...readings.map(({ experiment, ours }) => t.endsAt(experiment.id, percentOverSeeds(ours))),
      t.nearest(percent(readings[0]!.recorded, 0), nearest!.experiment.id),
    )]),
  ];
}

function placementTable(rows: readonly Comparison[], results: Judged): Block {
  const { recorded: t, conclusions } = results.strings;
  return {
    kind: "table",
    columns: [
      { title: t.experiment },
      { title: conclusions.document, align: "right" },
      { title: t.ours, align: "right" },
      { title: t.differencePp, align: "right" },
      { title: t.place, align: "right" },
      { title: "z", align: "right" },
      { title: t.chance, align: "right" },
      { title: t.rank },
      { title: t.couldBe },
    ],
    rows: rows.map(({ experiment, recorded, step, ours }): Line[] => {
      const placed = placeRecorded(RECORDED[experiment.id]!, results.runsOf(experiment.id));
      return [
        [experimentLink(experiment.id, results)],
        [percent(recorded, percentDigits(step))],
        [percentOverSeeds(ours)],
        [signed(100 * (mean(ours) - recorded))],
        ...(placed === undefined ? [["–"], ["–"], ["–"], ["–"], ["–"]] : [
          [`${percent(placed.percentile, 0)} %`],
          [signed(placed.z, 1)],
          [pValue(placed.probability)],
          [
            t.rankOf(placed.curve.rank, placed.curve.curves, placed.curve.numbers),
          ],
          [t.findings[placed.finding]],
        ]),
      ];
    }),
  };
}
