import { type Placement, placeRecorded } from "../../../lib/verdict/placement.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, details, type Line, paragraph } from "../blocks.ts";
import { type Comparison, comparisons, recordedOf } from "../comparison.ts";
import { percent, percentDigits, percentOverSeeds, signed } from "../format.ts";
import type { Judged } from "../judged.ts";
import { recordedFigure } from "../figures/recorded.ts";
import { experimentLink, figure, heading } from "./build.ts";
import { pValue } from "./words.ts";

/** The document's numbers among ours. */
export function recordedNumbers(results: Judged): Block[] {
  const t = results.strings.recorded;
  const rows = comparisons(results);
  if (rows.length === 0) return [];
  const placed = rows.map(({ experiment }) =>
    placeRecorded(recordedOf(experiment.id, results)!, results.runsOf(experiment.id))
  );
  const like = placed.filter((place) => place?.finding === "one of our seeds").length;
  const alt = rows.map(({ experiment, recorded, ours }) =>
    t.alt(experiment.id, percent(recorded, 1), percent(mean(ours)))
  );
  return [
    heading(
      2,
      placed.some((place) => place === undefined) ? t.titleAlone : t.title(like, rows.length),
      "recorded",
    ),
    paragraph(t.intro),
    ...recordedFigure(results).map((chart) => figure(chart, alt.join("; "))),
    accuracyTable(rows, placed, results),
    ...(placed.some((place) => place !== undefined)
      ? [details(t.placement, paragraph(t.explanation), placementTable(rows, placed, results))]
      : []),
    ...readings(rows, results),
  ];
}

/** Which reading of what the document says is nearest to its number. */
function readings(rows: readonly Comparison[], { document, language, strings }: Judged): Block[] {
  const t = strings.recorded;
  const distance = ({ recorded, ours }: Comparison): number => Math.abs(mean(ours) - recorded);
  return document.recorded.readings.flatMap(({ text, experiments }) => {
    const read = rows.filter(({ experiment }) => experiments.includes(experiment.id));
    if (read.length < 2) return [];
    const nearest = read.toSorted((a, b) => distance(a) - distance(b))[0]!;
    return [paragraph(
      `${text[language]} `,
      ...read.map(({ experiment, ours }) => t.endsAt(experiment.id, percentOverSeeds(ours))),
      t.nearest(percent(nearest.recorded, 0), nearest.experiment.id),
    )];
  });
}

function accuracyTable(
  rows: readonly Comparison[],
  placed: readonly (Placement | undefined)[],
  results: Judged,
): Block {
  const { recorded: t, conclusions } = results.strings;
  return {
    kind: "table",
    columns: [
      { title: t.experiment },
      { title: conclusions.document, align: "right" },
      { title: t.ours, align: "right" },
      { title: t.differencePp, align: "right" },
      { title: t.couldBe },
    ],
    rows: rows.map(({ experiment, recorded, step, ours }, i): Line[] => [
      [experimentLink(experiment.id, results)],
      [percent(recorded, percentDigits(step))],
      [percentOverSeeds(ours)],
      [signed(100 * (mean(ours) - recorded))],
      [placed[i] === undefined ? "–" : t.findings[placed[i].finding]],
    ]),
  };
}

function placementTable(
  rows: readonly Comparison[],
  placed: readonly (Placement | undefined)[],
  results: Judged,
): Block {
  const { recorded: t } = results.strings;
  return {
    kind: "table",
    columns: [
      { title: t.experiment },
      { title: t.place, align: "right" },
      { title: "z", align: "right" },
      { title: t.chance, align: "right" },
      { title: t.rank },
    ],
    rows: rows.flatMap(({ experiment }, i): Line[][] => {
      const place = placed[i];
      if (place === undefined) return [];
      const { percentile, z, pValue: p, curve } = place;
      return [[
        [experimentLink(experiment.id, results)],
        [`${percent(percentile, 0)} %`],
        [signed(z, 1)],
        [pValue(p)],
        [t.rankOf(curve.rank, curve.curves, curve.numbers)],
      ]];
    }),
  };
}
