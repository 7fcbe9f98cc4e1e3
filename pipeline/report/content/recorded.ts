import { placeRecorded } from "../../../lib/verdict/placement.ts";
import { RECORDED } from "../../../lib/document/recorded.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { DIFFERENCES } from "../charts.ts";
import { type Comparison, comparisons } from "../comparison.ts";
import { percent, percentDigits, percentOverSeeds, signed } from "../format.ts";
import { experimentLink, heading, type Judged } from "./build.ts";
import { pValue } from "./words.ts";

/** The document's numbers among ours. */
export function recordedNumbers(results: Judged): Block[] {
  const rows = comparisons(results);
  if (rows.length === 0) return [];
  const readings = rows.filter(({ experiment }) => experiment.id.startsWith("0-shallow"));
  const distance = ({ recorded, ours }: Comparison): number => Math.abs(mean(ours) - recorded);
  const nearest = [...readings].sort((a, b) => distance(a) - distance(b))[0];
  return [
    heading(2, "The document's numbers among ours", "recorded"),
    paragraph(
      "Test accuracy minus the document's last figure, in percentage points (pp). The strip is the document's rounding. The document ran each network once, unseeded.",
    ),
    {
      kind: "figure",
      figure: {
        name: DIFFERENCES,
        wide: true,
        alt: rows.map(({ experiment, recorded, ours }) =>
          `${experiment.id}: document ${percent(recorded, 1)} %, ours ${percent(mean(ours))} %`
        ).join("; "),
      },
    },
    placementTable(rows, results),
    paragraph(
      "Place: the share of seeds below the document's figure, both rounded alike. z: its distance from our mean in standard deviations, the rounding's included. Chance: how probable one more seed would be so far away. Rank: all numbers that the document gives of an experiment count as one curve, and this is how unusual that curve is among ours, 1 being the most unusual.",
    ),
    ...(readings.length < 2 ? [] : [paragraph(
      "Section 0's “2 layers, 30 neurons” can be read in two ways. ",
      ...readings.map(({ experiment, ours }) =>
        `${experiment.id} ends at ${percentOverSeeds(ours)} %. `
      ),
      `Nearest to the document's ${percent(readings[0]!.recorded, 0)} % is ${
        nearest!.experiment.id
      }.`,
    )]),
  ];
}

function placementTable(rows: readonly Comparison[], results: Judged): Block {
  return {
    kind: "table",
    columns: [
      { title: "Experiment" },
      { title: "Document, %", align: "right" },
      { title: "Ours, %", align: "right" },
      { title: "Difference, pp", align: "right" },
      { title: "Place", align: "right" },
      { title: "z", align: "right" },
      { title: "Chance", align: "right" },
      { title: "Rank of the curve" },
      { title: "The document could be" },
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
            `${placed.curve.rank} of ${placed.curve.curves} (${placed.curve.numbers} ${
              placed.curve.numbers === 1 ? "number" : "numbers"
            })`,
          ],
          [placed.finding],
        ]),
      ];
    }),
  };
}
