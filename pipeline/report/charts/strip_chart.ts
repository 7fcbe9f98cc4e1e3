import type { TopLevelSpec } from "vega-lite";
import type { ColourName } from "../theme.ts";
import { type Layout, LINE, WIDTHS } from "../layout.ts";
import { textWidth } from "../font/text_width.ts";
import { ink } from "../theme.ts";

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
  /** The 95 % interval of the mean; absent where there is none. */
  readonly interval?: readonly [low: number, high: number] | undefined;
  /** The document's own number, where it has one. */
  readonly document?: number | undefined;
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

/** How a strip chart is looked at. */
export interface StripStyle {
  /** The colour of the shaded part. */
  readonly shade: ColourName;
  /** The colour of the second line of what came out. */
  readonly second: ColourName;
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

/** The lines of a label, as one where there is room. */
function linesOf({ lines }: StripRow["label"], layout: Layout): readonly string[] {
  const joined = lines.join(" ");
  return layout === "wide" && textWidth(joined, FONT_SIZE) <= LABELS ? [joined] : lines;
}

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

const TICK = 9;
const BELOW = 40;

/**
 * Rows of values, one of each seed: a tick for a seed, a bar for the 95 % interval
 * of their mean, a dot for the mean, a diamond for the document's number. The
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
  const height = g.row * rows.length;
  const middle = (index: number): number => index * g.row + g.strip;
  const within = (value: number): number =>
    Math.min(Math.max(value, axis.domain[0]), axis.domain[1]);

  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: {
      type: axis.scale,
      ...(axis.scale === "symlog" ? { constant: 1 } : {}),
      domain: [...axis.domain],
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
  const pixels = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: null,
    axis: null,
  });
  const text = (
    values: readonly { readonly y: number; readonly text: string }[],
    at: number,
    align: "left" | "right",
    colour: ColourName,
    fontWeight: 400 | 600 = 400,
  ) => ({
    data: { values: [...values] },
    mark: {
      type: "text" as const,
      align,
      baseline: "middle" as const,
      x: at - left,
      color: ink(colour),
      fontWeight,
    },
    encoding: { y: pixels("y"), text: { field: "text", type: "nominal" as const } },
  });
  const lineOf = (index: number, line: number): number => index * g.row + g.firstLine + line * LINE;
  const labels = rows.flatMap(({ label }, i) => {
    const own = linesOf(label, layout);
    // A label with fewer lines than the others stands in the middle of its row.
    const first = (label.quiet === "" ? 0.5 : 1) + (layout === "wide" ? lines - own.length : 0) / 2;
    return own.map((line, k) => ({ y: lineOf(i, first + k), text: line }));
  });
  const ticks = rows.flatMap(({ seeds }, i) =>
    seeds.map(({ seed, value, text }) => ({
      seed,
      value: within(value),
      text,
      top: middle(i) - TICK,
      bottom: middle(i) + TICK,
    }))
  );
  const bands = rows.map(({ shaded }, i) => ({
    low: within(shaded[0]),
    high: within(shaded[1]),
    top: layout === "wide" ? i * g.row : middle(i) - TICK - 5,
    bottom: layout === "wide" ? (i + 1) * g.row : middle(i) + TICK + 5,
  }));

  return {
    autosize: "none",
    width,
    height,
    padding: { left, top: 6, right: WIDTHS[layout] - left - width, bottom: BELOW },
    params: [{ name: "picked", value: null }],
    data: { values: ticks },
    layer: [
      {
        data: { values: rows.slice(1).map((_, i) => ({ y: (i + 1) * g.row })) },
        mark: {
          type: "rule",
          color: ink("line"),
          x: -left,
          x2: WIDTHS[layout] - left,
        },
        encoding: { y: pixels("y") },
      },
      {
        data: { values: bands },
        mark: { type: "rect", color: ink(shade), opacity: 0.13 },
        encoding: {
          x: x("low"),
          x2: { field: "high" },
          y: pixels("top"),
          y2: { field: "bottom" },
        },
      },
      ...(axis.zero
        ? [{
          data: { values: bands.map(({ top, bottom }) => ({ zero: 0, top, bottom })) },
          mark: { type: "rule" as const, color: ink("document"), strokeWidth: 1.5 },
          encoding: { x: x("zero"), y: pixels("top"), y2: { field: "bottom" } },
        }]
        : []),
      {
        mark: { type: "rule", color: ink("runSoft"), strokeWidth: 1.25 },
        encoding: { x: x("value"), y: pixels("top"), y2: { field: "bottom" } },
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
      {
        data: { values: rows.map(({ mean }, i) => ({ y: middle(i), mean: within(mean) })) },
        mark: {
          type: "point",
          shape: "circle",
          color: ink("run"),
          fill: ink("background"),
          strokeWidth: 2,
          size: 52,
          opacity: 1,
        },
        encoding: { x: x("mean"), y: pixels("y") },
      },
      {
        data: {
          values: rows.flatMap(({ document }, i) =>
            document === undefined ? [] : [{ y: middle(i), document: within(document) }]
          ),
        },
        mark: {
          type: "point",
          shape: "diamond",
          color: ink("document"),
          fill: ink("background"),
          strokeWidth: 1.75,
          size: 70,
          opacity: 1,
        },
        encoding: { x: x("document"), y: pixels("y") },
      },
      {
        transform: [{ filter: "datum.seed === picked" }],
        mark: { type: "rule", color: ink("text"), strokeWidth: 2.5 },
        encoding: { x: x("value"), y: pixels("top"), y2: { field: "bottom" } },
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
        encoding: {
          x: x("value"),
          y: pixels("top"),
          text: { field: "text", type: "nominal" },
        },
      },
      text(
        rows.map(({ label }, i) => ({
          y: lineOf(i, layout === "wide" ? (lines - linesOf(label, layout).length) / 2 : 0),
          text: label.quiet,
        }))
          .filter(({ text }) => text !== ""),
        2,
        "left",
        "muted",
      ),
      text(labels, 2, "left", "text"),
      text(
        rows.map(({ result }, i) => ({ y: lineOf(i, g.resultLine), text: result[0] })),
        g.result.at,
        g.result.align,
        "run",
        600,
      ),
      text(
        rows.map(({ result }, i) => ({ y: lineOf(i, g.resultLine + 1), text: result[1] })),
        g.result.at,
        g.result.align,
        second,
      ),
    ],
  };
}
