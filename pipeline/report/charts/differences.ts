import { mean } from "../../../lib/statistics/summary.ts";
import type { Chart } from "./draw.ts";
import { seedStrip } from "./seed_strip.ts";
import { ink } from "./theme.ts";

/** One experiment whose accuracy the document gives. */
export interface DifferenceRow {
  readonly label: string;
  /** The document's number, as text. */
  readonly recorded: string;
  /** Ours, as text. */
  readonly ours: string;
  /** Ours minus the document's for each seed, in percentage points. */
  readonly differences: readonly number[];
  /** The 95 % interval of their mean; absent for too few seeds. */
  readonly interval?: readonly [low: number, high: number];
  /** Half the last digit of the document's number, in percentage points. */
  readonly rounding: number;
}

const LABELS = 250;
const ROW = 34;

/**
 * How far each accuracy is from the document's: a tick for a seed, a bar for the
 * interval of the mean, a dot for the mean.
 *
 * @param document what the line at 0 is called
 */
export function differencesChart(
  name: string,
  rows: readonly DifferenceRow[],
  document: string,
): Chart {
  const order = rows.map(({ label }) => label);
  const table = rows.map((row) => ({
    row: row.label,
    recorded: row.recorded,
    ours: row.ours,
    low: -row.rounding,
    high: row.rounding,
  }));
  const strips = rows.map(({ label, differences, interval }) => ({
    row: label,
    values: differences,
    mean: mean(differences),
    interval,
  }));
  const furthest = Math.max(
    2,
    ...strips.flatMap(({ values, interval }) => [...values, ...interval ?? []]).map(Math.abs),
  );
  const limit = Math.ceil(furthest * 1.1);
  const y = {
    field: "row",
    type: "nominal" as const,
    sort: order,
    axis: {
      title: null,
      domain: false,
      ticks: false,
      grid: true,
      offset: 150,
      labelAlign: "left" as const,
      labelPadding: LABELS,
      labelLimit: LABELS,
      labelColor: ink("text"),
    },
    scale: { padding: 0 },
  };
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [-limit, limit], nice: false },
    axis: {
      title: null,
      grid: false,
      tickCount: 7,
      labelExpr:
        `datum.value == 0 ? '${document}' : (datum.value > 0 ? '+' : '−') + abs(datum.value) + ' pp'`,
    },
  });
  const column = (field: string, at: number, colour: string) => ({
    data: { values: table },
    mark: { type: "text" as const, align: "right" as const, x: at, color: colour, clip: false },
    encoding: { y, text: { field, type: "nominal" as const } },
  });
  return {
    name,
    spec: {
      width: 420,
      height: ROW * rows.length,
      layer: [
        {
          data: { values: table },
          mark: { type: "bar", height: ROW, color: ink("document"), opacity: 0.15 },
          encoding: { y, x: x("low"), x2: { field: "high" } },
        },
        ...seedStrip(strips, y, x),
        column("recorded", -85, ink("document")),
        column("ours", -15, ink("run")),
      ],
    },
  };
}
