import type { TopLevelSpec } from "vega-lite";
import type { Block } from "../blocks.ts";
import { type Layout, LINE, WIDTHS } from "../layout.ts";
import { textWidth } from "../font/text_width.ts";
import { type ColourName, ink } from "../theme.ts";
import { hollow, pixels, TEXT, textMark } from "./encoding.ts";

export interface SeedValue {
  readonly seed: number;
  readonly value: number;
  readonly text: string;
}

export interface StripRow {
  /** A muted first line, and lines that are joined if there is room. */
  readonly label: { readonly quiet: string; readonly lines: readonly string[] };
  /** The result in two lines, the first in the colour of our runs. */
  readonly result: readonly [first: string, second: string];
  readonly seeds: readonly SeedValue[];
  readonly mean: number;
  /** The 95 % interval of the mean, if there is one. */
  readonly interval?: readonly [low: number, high: number] | undefined;
  /** A value to compare with, if there is one. */
  readonly reference?: number | undefined;
  readonly shaded: readonly [low: number, high: number];
}

/** The horizontal axis of a strip chart, and its colours. */
export interface StripAxis {
  readonly domain: readonly [low: number, high: number];
  /** Linear; or linear between -1 and 1 and logarithmic beyond. */
  readonly scale: "linear" | "symlog";
  readonly ticks: readonly number[];
  /** The labels of the ticks: a Vega expression of `datum.value`. */
  readonly label: string;
  readonly title?: string;
  /** Whether there is a line at 0. */
  readonly zero: boolean;
  /** The colour of the shaded range. */
  readonly shade: ColourName;
  /** The colour of the second line of the result. */
  readonly second: ColourName;
}

/** A strip chart with a slider that highlights a seed. */
export function stripFigure(
  name: string,
  alt: string,
  rows: readonly StripRow[],
  axis: StripAxis,
  seeds: readonly number[],
  seedLabel: string,
): Block {
  const [min, max] = [Math.min(...seeds), Math.max(...seeds)];
  const control = { label: seedLabel, min, max, step: 1, field: "seed" };
  const draw = (layout: Layout) => stripChart(rows, axis, layout);
  return { kind: "figure", figure: { name, alt, draw, control } };
}

/** The width of the labels beside the plot, in pixels, and their font size. */
const LABELS = 300;
const FONT_SIZE = 12;
/** Half the height of a seed's tick, and the height of the axis below the rows. */
const TICK = 9;
const BELOW = 40;

/** The lines of a label, joined if there is room. */
function linesOf({ lines }: StripRow["label"], layout: Layout): readonly string[] {
  const joined = lines.join(" ");
  return layout === "wide" && textWidth(joined, FONT_SIZE) <= LABELS ? [joined] : lines;
}

/**
 * Positions in pixels, from the left of the chart or from the top of a row.
 *
 * @param lines the number of lines of the longest label
 */
function geometry(layout: Layout, lines: number) {
  const width = WIDTHS[layout];
  if (layout === "narrow") {
    const label = LINE * (lines + 1);
    return {
      plot: { left: 20, width: width - 40 },
      height: label + 42,
      strip: label + 20,
      firstLine: 14,
      result: { x: width - 2, align: "right" as const, line: lines - 1 },
    };
  }
  const [height, linesAbove] = lines > 1 ? [58, 1] as const : [44, 0.5] as const;
  return {
    plot: { left: LABELS + 10, width: 290 },
    height,
    strip: height / 2,
    firstLine: height / 2 - LINE * linesAbove,
    result: { x: width - 147, align: "left" as const, line: linesAbove - 0.5 },
  };
}

/**
 * Rows of values: a tick per seed, a dot for their mean, a bar for its 95 % interval,
 * a diamond for a reference value. The parameter "picked" is a seed to highlight.
 */
function stripChart(rows: readonly StripRow[], axis: StripAxis, layout: Layout): TopLevelSpec {
  const lines = Math.max(...rows.map(({ label }) => linesOf(label, layout).length));
  const { plot: { left, width }, height, strip, firstLine, result } = geometry(layout, lines);
  const [least, most] = axis.domain;
  const middle = (row: number): number => row * height + strip;
  const within = (value: number): number => Math.min(Math.max(value, least), most);
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: {
      type: axis.scale,
      ...(axis.scale === "symlog" && { constant: 1 }),
      domain: [least, most],
      nice: false,
    },
    axis: {
      title: axis.title ?? null,
      titlePadding: 6,
      grid: false,
      values: [...axis.ticks],
      labelExpr: axis.label,
      labelFlush: false,
    },
  });
  const span = { y: pixels("top"), y2: { field: "bottom" } };
  /** A mark in each row that has the value. */
  const marks = (
    valueOf: (row: StripRow) => number | undefined,
    mark: ReturnType<typeof hollow>,
  ) => ({
    data: {
      values: rows.flatMap((row, i) => {
        const value = valueOf(row);
        return value === undefined ? [] : [{ y: middle(i), value: within(value) }];
      }),
    },
    mark,
    encoding: { x: x("value"), y: pixels("y") },
  });
  /** Text in each row, at a line of the row. */
  const text = (
    linesIn: (row: StripRow) => readonly (readonly [line: number, text: string])[],
    mark: ReturnType<typeof textMark>,
  ) => ({
    data: {
      values: rows.flatMap((row, i) =>
        linesIn(row).map(([line, text]) => ({ y: i * height + firstLine + line * LINE, text }))
      ),
    },
    mark,
    encoding: { y: pixels("y"), text: TEXT },
  });
  /** A label with fewer lines than the others is centred in its row. */
  const firstOf = ({ label }: StripRow): number =>
    layout === "wide" ? (lines - linesOf(label, layout).length) / 2 : 0;
  const ticks = rows.flatMap(({ seeds }, i) =>
    seeds.map((one) => ({
      ...one,
      value: within(one.value),
      top: middle(i) - TICK,
      bottom: middle(i) + TICK,
    }))
  );
  const bands = rows.map(({ shaded: [low, high] }, i) => ({
    zero: 0,
    low: within(low),
    high: within(high),
    top: layout === "wide" ? i * height : middle(i) - TICK - 5,
    bottom: layout === "wide" ? (i + 1) * height : middle(i) + TICK + 5,
  }));

  return {
    autosize: "none",
    width,
    height: height * rows.length,
    padding: { left, top: 6, right: WIDTHS[layout] - left - width, bottom: BELOW },
    params: [{ name: "picked", value: null }],
    data: { values: ticks },
    layer: [
      {
        data: { values: rows.slice(1).map((_, i) => ({ y: (i + 1) * height })) },
        mark: { type: "rule", color: ink("line"), x: -left, x2: WIDTHS[layout] - left },
        encoding: { y: pixels("y") },
      },
      {
        data: { values: bands },
        mark: { type: "rect", color: ink(axis.shade), opacity: 0.13 },
        encoding: { x: x("low"), x2: { field: "high" }, ...span },
      },
      ...(axis.zero
        ? [{
          data: { values: bands },
          mark: { type: "rule" as const, color: ink("document"), strokeWidth: 1.5 },
          encoding: { x: x("zero"), ...span },
        }]
        : []),
      {
        mark: { type: "rule", color: ink("runSoft"), strokeWidth: 1.25 },
        encoding: { x: x("value"), ...span },
      },
      {
        data: {
          values: rows.flatMap(({ interval }, i) =>
            interval === undefined
              ? []
              : [{ y: middle(i), low: within(interval[0]), high: within(interval[1]) }]
          ),
        },
        mark: { type: "rule", color: ink("run"), strokeWidth: 5 },
        encoding: { x: x("low"), x2: { field: "high" }, y: pixels("y") },
      },
      marks(({ mean }) => mean, hollow("circle", "run", 52, 2)),
      marks(({ reference }) => reference, hollow("diamond", "document", 70, 1.75)),
      {
        transform: [{ filter: "datum.seed === picked" }],
        mark: { type: "rule", color: ink("text"), strokeWidth: 2.5 },
        encoding: { x: x("value"), ...span },
      },
      {
        transform: [{ filter: "datum.seed === picked" }],
        mark: {
          type: "text",
          baseline: "bottom",
          dy: -2,
          fontWeight: 600,
          // Stay within the plot.
          align: {
            expr: "scale('x', datum.value) > 0.8 * width ? 'right' : " +
              "scale('x', datum.value) < 0.2 * width ? 'left' : 'center'",
          },
        },
        encoding: { x: x("value"), y: pixels("top"), text: TEXT },
      },
      text(
        (row) => row.label.quiet === "" ? [] : [[firstOf(row), row.label.quiet]],
        textMark(2 - left, "left", "muted"),
      ),
      text((row) => {
        const first = firstOf(row) + (row.label.quiet === "" ? 0.5 : 1);
        return linesOf(row.label, layout).map((line, k) => [first + k, line] as const);
      }, textMark(2 - left, "left", "text")),
      text(
        (row) => [[result.line, row.result[0]]],
        textMark(result.x - left, result.align, "run", true),
      ),
      text(
        (row) => [[result.line + 1, row.result[1]]],
        textMark(result.x - left, result.align, axis.second),
      ),
    ],
  };
}
