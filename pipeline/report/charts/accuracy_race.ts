import type { TopLevelSpec } from "vega-lite";
import { iterations, pixels, TEXT, textMark } from "./encoding.ts";
import { type ErrorDomain, errorOf, ErrorScale, type Point, spreadOf } from "./error_scale.ts";
import { type Layout, LINE, WIDTHS } from "../layout.ts";
import { type ColourName, ink } from "../theme.ts";

export interface Racer {
  readonly label: string;
  /** By ascending iteration. */
  readonly points: readonly Point[];
  /** The iterations that its median run takes to the goal; Infinity for never. */
  readonly goalAt: number;
}

/** The colours of the lines, in order. */
export const LINE_COLOURS: readonly ColourName[] = [
  "text",
  "first",
  "second",
  "third",
  "run",
  "document",
];

const USUAL_DOMAIN: ErrorDomain = [0.93, 0.016];
const FRAMES = {
  wide: { left: 48, right: 190, height: 330 },
  narrow: { left: 42, right: 118, height: 300 },
} as const;

/**
 * Accuracies over the iterations: for each racer a line for the mean, a band from the
 * lowest to the highest seed, and a dot where the median run reaches the goal. The
 * parameter "picked" is an iteration; its accuracies are shown beside the names.
 *
 * @param goal an accuracy, 0..1
 * @param axisTitle of the iterations
 */
export function accuracyRace(
  racers: readonly Racer[],
  goal: number,
  axisTitle: string,
  layout: Layout,
): TopLevelSpec {
  const { left, right, height } = FRAMES[layout];
  const width = WIDTHS[layout] - left - right;
  const scale = new ErrorScale(
    racers.flatMap(({ points }) => points.flatMap(({ accuracies }) => accuracies)),
    USUAL_DOMAIN,
  );
  const spread = racers.map(({ label, points }) =>
    points.map((point) => {
      const { iteration, text, ...errors } = spreadOf(point);
      return { label, iteration, text: `${label} ${text} %`, ...errors };
    })
  );
  const ends = spread.map((points) => Math.round(height * scale.depthOf(points.at(-1)!.mean)));
  const names = movedApart(ends);
  const values = spread.flatMap((points, i) => points.map((one) => ({ ...one, name: names[i] })));
  const last = Math.max(...values.map(({ iteration }) => iteration));
  const color = {
    field: "label",
    type: "nominal" as const,
    scale: {
      domain: racers.map(({ label }) => label),
      range: racers.map((_, i) => ink(LINE_COLOURS[i % LINE_COLOURS.length]!)),
    },
    legend: null,
  };
  const x = iterations(last, { title: axisTitle, tickCount: 5, labelFlush: false });
  const y = (field: string) => scale.encode(field);
  const goalError = errorOf(goal);
  const arrivals = racers
    .filter(({ goalAt }) => Number.isFinite(goalAt))
    .map(({ label, goalAt }) => ({ label, iteration: goalAt, goal: goalError }));
  return {
    autosize: "none",
    width,
    height,
    padding: { left, top: 12, right, bottom: 40 },
    params: [{ name: "picked", value: null }],
    data: { values },
    layer: [
      {
        mark: { type: "area", opacity: 0.1 },
        encoding: { x, y: y("low"), y2: { field: "high" }, color },
      },
      {
        data: { values: [{ goal: goalError }] },
        mark: { type: "rule", color: ink("muted"), strokeDash: [3, 3] },
        encoding: { y: y("goal") },
      },
      {
        mark: { type: "line", strokeWidth: 2 },
        encoding: { x, y: y("mean"), color },
      },
      {
        data: { values: arrivals },
        mark: { type: "point", filled: true, size: 46, opacity: 1 },
        encoding: { x, y: y("goal"), color },
      },
      {
        transform: [{ filter: "datum.iteration === picked" }],
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: { x, y: y("mean"), color },
      },
      {
        transform: [{ filter: `datum.iteration === (picked === null ? ${last} : picked)` }],
        mark: textMark(width + 8, "left", "text", true),
        encoding: { y: pixels("name"), text: TEXT, color },
      },
    ],
    resolve: { scale: { y: "shared" } },
  };
}

/** Moves lines of text down until none overlaps another; the order given is kept. */
function movedApart(heights: readonly number[]): number[] {
  const moved = [...heights];
  let free = -Infinity;
  for (const i of moved.keys().toArray().sort((a, b) => heights[a]! - heights[b]!)) {
    moved[i] = Math.max(moved[i]!, free);
    free = moved[i] + LINE;
  }
  return moved;
}
