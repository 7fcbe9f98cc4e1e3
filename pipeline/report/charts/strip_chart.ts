import type { TopLevelSpec } from "vega-lite";
import type { Control } from "../blocks.ts";
import { type Layout, LINE, WIDTHS } from "../layout.ts";
import { textWidth } from "../font/text_width.ts";
import { type ColourName, ink } from "../theme.ts";

/** One seed's value. */
export interface SeedValue {
  readonly seed: number;
  readonly value: number;
  /** The value as text. */
  readonly text: string;
}

/** A row of a strip chart. */
export interface StripRow {
  /** What is shown: a quiet first line, and lines that are one where there is room. */
  readonly label: { readonly quiet: string; readonly lines: readonly string[] };
  /** What came out, in the colour of this run, and a second line. */
  readonly result: readonly [first: string, second: string];
  readonly seeds: readonly SeedValue[];
  readonly mean: number;
  /** The 95 % interval of the mean, if there is one. */
  readonly interval?: readonly [low: number, high: number] | undefined;
  /** What the mean is compared with, if it is. */
  readonly reference?: number | undefined;
  /** What is shaded, from and to. */
  readonly shaded: readonly [low: number, high: number];
}

/** The horizontal axis of a strip chart. */
export interface StripAxis {
  readonly domain: readonly [low: number, high: number];
  /** Linear; or linear between -1 and 1 and logarithmic beyond. */
  readonly scale: "linear" | "symlog";
  readonly ticks: readonly number[];
  /** What stands at the ticks: a Vega expression of `datum.value`. */
  readonly label: string;
  readonly title?: string;
  /** Whether 0 is marked by a line. */
  readonly zero: boolean;
}

/** The colours that differ from strip chart to strip chart. */
export interface StripStyle {
  /** Of the shaded part. */
  readonly shade: ColourName;
  /** Of the second line of what came out. */
  readonly second: ColourName;
}

/** The slider that brings out a seed. */
export function seedControl(label: string, seeds: readonly number[]): Control {
  return { label, min: Math.min(...seeds), max: Math.max(...seeds), step: 1, field: "seed" };
}

/** Where things are, in pixels from the left or top. */
interface Geometry {
  readonly plot: readonly [left: number, width: number];
  readonly row: number;
  /** The middle of the strip within its row. */
  readonly strip: number;
  /** The first line of text within a row. */
  readonly firstLine: number;
  readonly result: { readonly at: number; readonly align: "left" | "right" };
  /** On which line of its row the result begins. */
  readonly resultLine: number;
}

/** The room for labels beside the plot, in pixels, and the size of their letters. */
const LABELS = 300;
const FONT_SIZE = 12;
/** Half the height of a seed's tick, and the room for the axis below the rows. */
const TICK = 9;
const BELOW = 40;

/** The lines of a label, as one where there is room. */
function linesOf({ lines }: StripRow["label"], layout: Layout): readonly string[] {
  const joined = lines.join(" ");
  return layout === "wide" && textWidth(joined, FONT_SIZE) <= LABELS ? [joined] : lines;
}

/** @param lines the lines of the longest label */
function geometry(layout: Layout, lines: number): Geometry {
  const width = WIDTHS[layout];
  if (layout === "wide") {
    const row = lines > 1 ? 58 : 44;
    return {
      plot: [LABELS + 10, 290],
      row,
      strip: row / 2,
      firstLine: row / 2 - LINE * (lines > 1 ? 1 : 0.5),
      result: { at: width - 147, align: "left" },
      resultLine: lines > 1 ? 0.5 : 0,
    };
  }
  return {
    plot: [20, width - 40],
    row: LINE * (lines + 1) + 42,
    strip: LINE * (lines + 1) + 20,
    firstLine: 14,
    result: { at: width - 2, align: "right" },
    resultLine: lines - 1,
  };
}

/** A field that holds pixels from the top. */
function pixels(field: string) {
  return { field, type: "quantitative" as const, scale: null, axis: null };
}

/**
 * Rows of values, one of each seed: a tick for a seed, a bar for the 95 % interval of
 * their mean, a dot for the mean, a diamond for what it is compared with. The
 * parameter "picked" is a seed to bring out.
 */
export function stripChart(
  rows: readonly StripRow[],
  axis: StripAxis,
  { shade, second }: StripStyle,
  layout: Layout,
): TopLevelSpec {
  const lines = Math.max(...rows.map(({ label }) => linesOf(label, layout).length));
  const g = geometry(layout, lines);
  const [left, width] = g.plot;
  const [least, most] = axis.domain;
  const middle = (row: number): number => row * g.row + g.strip;
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
  /** Marks of the rows that have a value. */
  const marks = (
    valueOf: (row: StripRow) => number | undefined,
    shape: string,
    colour: ColourName,
    size: number,
    strokeWidth: number,
  ) => ({
    data: {
      values: rows.flatMap((row, i) => {
        const value = valueOf(row);
        return value === undefined ? [] : [{ y: middle(i), value: within(value) }];
      }),
    },
    mark: {
      type: "point" as const,
      shape,
      color: ink(colour),
      fill: ink("background"),
      strokeWidth,
      size,
      opacity: 1,
    },
    encoding: { x: x("value"), y: pixels("y") },
  });

  /** Text of the rows, by the line of its row; labels stand on the left. */
  const text = (
    linesIn: (row: StripRow) => readonly (readonly [line: number, text: string])[],
    color: ColourName,
    { at, align }: Geometry["result"] = { at: 2, align: "left" },
    fontWeight: 400 | 600 = 400,
  ) => ({
    data: {
      values: rows.flatMap((row, i) =>
        linesIn(row).map(([line, text]) => ({
          y: i * g.row + g.firstLine + line * LINE,
          text,
        }))
      ),
    },
    mark: {
      type: "text" as const,
      align,
      baseline: "middle" as const,
      x: at - left,
      color: ink(color),
      fontWeight,
    },
    encoding: { y: pixels("y"), text: { field: "text", type: "nominal" as const } },
  });
  /** A label with fewer lines than the others stands in the middle of its row. */
  const firstLine = ({ label }: StripRow): number =>
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
    top: layout === "wide" ? i * g.row : middle(i) - TICK - 5,
    bottom: layout === "wide" ? (i + 1) * g.row : middle(i) + TICK + 5,
  }));

  return {
    autosize: "none",
    width,
    height: g.row * rows.length,
    padding: { left, top: 6, right: WIDTHS[layout] - left - width, bottom: BELOW },
    params: [{ name: "picked", value: null }],
    data: { values: ticks },
    layer: [
      {
        data: { values: rows.slice(1).map((_, i) => ({ y: (i + 1) * g.row })) },
        mark: { type: "rule", color: ink("line"), x: -left, x2: WIDTHS[layout] - left },
        encoding: { y: pixels("y") },
      },
      {
        data: { values: bands },
        mark: { type: "rect", color: ink(shade), opacity: 0.13 },
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
      marks(({ mean }) => mean, "circle", "run", 52, 2),
      marks(({ reference }) => reference, "diamond", "document", 70, 1.75),
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
          // Not over what stands beside the plot.
          align: {
            expr: "scale('x', datum.value) > 0.8 * width ? 'right' : " +
              "scale('x', datum.value) < 0.2 * width ? 'left' : 'center'",
          },
        },
        encoding: { x: x("value"), y: pixels("top"), text: { field: "text", type: "nominal" } },
      },
      text(
        (row) => row.label.quiet === "" ? [] : [[firstLine(row), row.label.quiet]],
        "muted",
      ),
      text(
        (row) => {
          const first = firstLine(row) + (row.label.quiet === "" ? 0.5 : 1);
          return linesOf(row.label, layout).map((line, k) => [first + k, line] as const);
        },
        "text",
      ),
      text(({ result }) => [[g.resultLine, result[0]]], "run", g.result, 600),
      text(({ result }) => [[g.resultLine + 1, result[1]]], second, g.result),
    ],
  };
}
