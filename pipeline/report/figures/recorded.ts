import { mean } from "../../../lib/statistics/summary.ts";
import { summarisePaired } from "../../../lib/statistics/paired.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { stripChart, type StripRow } from "../charts/strip_chart.ts";
import { comparisons } from "../comparison.ts";
import { percent, percentDigits, signed } from "../format.ts";
import type { Judged } from "../judged.ts";
import { type ChartFigure, seedControl } from "./figure.ts";

/** How far each final accuracy is from the document's. */
export function recordedFigure(results: Judged): ChartFigure[] {
  const { strings: t, seeds } = results;
  const rows = comparisons(results).map(({ experiment, recorded, step, ours }): StripRow => {
    const points = ours.map((accuracy) => 100 * (accuracy - recorded));
    return {
      label: { quiet: "", lines: [experiment.id] },
      result: [
        `${percent(mean(ours))} %`,
        `${t.charts.document} ${percent(recorded, percentDigits(step))} %`,
      ],
      seeds: points.map((value, i) => ({
        seed: seeds[i]!,
        value,
        text: `${signed(value)} pp`,
      })),
      mean: mean(points),
      interval: points.length < FEWEST_SEEDS ? undefined : summarisePaired(points, 1).interval95,
      shaded: [-50 * step, 50 * step],
    };
  });
  if (rows.length === 0) return [];
  const furthest = Math.max(
    2,
    ...rows.flatMap(({ seeds, interval = [] }) =>
      [...seeds.map(({ value }) => value), ...interval].map(Math.abs)
    ),
  );
  const limit = Math.ceil(furthest * 1.1);
  const tick = Math.max(1, Math.round(limit / 3));
  return [{
    name: "recorded",
    draw: (layout) =>
      stripChart(
        rows,
        {
          domain: [-limit, limit],
          scale: "linear",
          ticks: [-2, -1, 0, 1, 2].map((k) => k * tick),
          label: `datum.value == 0 ? '${t.charts.document}' : ` +
            `(datum.value > 0 ? '+' : '−') + abs(datum.value) + ' pp'`,
          zero: true,
        },
        { shade: "document", second: "document" },
        layout,
      ),
    control: seedControl(t.charts.seed, seeds),
  }];
}
