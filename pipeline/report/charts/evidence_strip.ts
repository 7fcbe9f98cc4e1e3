import type { Chart } from "./draw.ts";
import { seedStrip } from "./seed_strip.ts";
import { ink } from "./theme.ts";

/** A comparison of two experiments. */
export interface StripRow {
  /** What is compared: the way of testing and the measure. */
  readonly what: string;
  /** Which experiments. */
  readonly who: string;
  /** The mean difference, as text. */
  readonly effect: string;
  readonly verdict: string;
  /** Everything in margins, positive towards the conclusion. */
  readonly differences: readonly number[];
  readonly mean: number;
  readonly interval: readonly [low: number, high: number];
}

const ROW = 42;
const LABELS = 330;
/** Where the axis is labelled, in margins. */
const TICKS = [-300, -100, -30, -10, -3, -1, 1, 3, 10, 30, 100, 300];

/**
 * Every seed's difference as a tick, the 95 % interval as a bar, the mean as a
 * dot, on an axis in margins that is linear between the margins and logarithmic
 * beyond, so that small and large effects can stand under each other.
 *
 * @param axisTitle says what lies left and right of 0
 */
export function evidenceStrip(name: string, rows: readonly StripRow[], axisTitle: string): Chart {
  const table = rows.map(({ what, who, effect, verdict }, index) => ({
    row: String(index),
    what,
    who,
    effect,
    verdict,
  }));
  const strips = rows.map(({ differences, mean, interval }, index) => ({
    row: String(index),
    values: differences,
    mean,
    interval,
  }));
  const extent = rows.flatMap(({ differences, interval }) => [...differences, ...interval]);
  const furthest = Math.max(3, ...extent.map(Math.abs));
  const limit = TICKS.find((tick) => tick >= furthest * 1.05) ?? furthest * 1.05;
  const y = {
    field: "row",
    type: "nominal" as const,
    sort: table.map(({ row }) => row),
    axis: {
      title: null,
      domain: false,
      ticks: false,
      labels: false,
      grid: true,
      gridColor: ink("line"),
    },
    scale: { padding: 0 },
  };
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { type: "symlog" as const, constant: 1, domain: [-limit, limit], nice: false },
    axis: {
      title: axisTitle,
      grid: false,
      values: TICKS.filter((tick) => Math.abs(tick) <= limit),
      labelExpr: "(datum.value > 0 ? '+' : '−') + abs(datum.value)",
    },
  });
  const text = (
    field: string,
    at: number,
    dy: number,
    colour: string,
    align: "left" | "right",
    fontWeight: "normal" | "bold" = "normal",
  ) => ({
    data: { values: table },
    mark: { type: "text" as const, align, x: at, dy, color: colour, fontWeight, clip: false },
    encoding: { y, text: { field, type: "nominal" as const } },
  });
  return {
    name,
    spec: {
      width: 420,
      height: ROW * rows.length,
      padding: { left: 8, top: 8, bottom: 8, right: 8 },
      layer: [
        {
          data: { values: [{ low: -1, high: 1 }] },
          mark: { type: "rect", color: ink("document"), opacity: 0.13 },
          encoding: { x: x("low"), x2: { field: "high" } },
        },
        ...seedStrip(strips, y, x),
        text("what", -LABELS - 88, -8, ink("muted"), "left"),
        text("who", -LABELS - 88, 8, ink("text"), "left"),
        text("effect", -14, -8, ink("run"), "right", "bold"),
        text("verdict", -14, 8, ink("muted"), "right"),
      ],
    },
  };
}
