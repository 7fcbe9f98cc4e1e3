import type { TopLevelSpec } from "vega-lite";
import { hollow, iterations, TEXT, textMark } from "./encoding.ts";
import { type ErrorDomain, errorOf, ErrorScale, type Point, spreadOf } from "./error_scale.ts";
import { type Layout, LINE, WIDTHS } from "../layout.ts";
import { ink } from "../theme.ts";

export interface CurvePanel {
  readonly title: string;
  readonly result: string;
  readonly reference: { readonly name: string; readonly value: string } | undefined;
  /** The end of the axis. */
  readonly iterations: number;
  readonly points: readonly Point[];
  /** Reference values, 0..1. */
  readonly diamonds: readonly { readonly iteration: number; readonly accuracy: number }[];
}

const USUAL_DOMAIN: ErrorDomain = [0.96, 0.012];
const GRIDS = {
  wide: { columns: 3, axis: 44, gap: 22, height: 104 },
  narrow: { columns: 2, axis: 40, gap: 14, height: 92 },
} as const;
/** Lines of text above a panel; on phones a long title takes two. */
const HEAD_LINES = { wide: 2, narrow: 3 } as const;
/** The characters that fit into a line on a phone. */
const TITLE_LETTERS = 21;
/** With more points than this, marks would overlap. */
const FEW = 10;

/**
 * Accuracies at the checkpoints, in one small panel per curve: a line for the mean over
 * the seeds, a band from the lowest to the highest, diamonds for reference values. The
 * parameter "picked" is a share of the training in percent; the last checkpoint before
 * it is highlighted.
 */
export function learningCurves(panels: readonly CurvePanel[], layout: Layout): TopLevelSpec {
  const { columns, axis, gap, height } = GRIDS[layout];
  const width = Math.floor((WIDTHS[layout] - axis - 8 - gap * (columns - 1)) / columns);
  const accuracies = panels.flatMap(({ points, diamonds }) => [
    ...points.flatMap(({ accuracies }) => accuracies),
    ...diamonds.map(({ accuracy }) => accuracy),
  ]);
  const scale = new ErrorScale(accuracies, USUAL_DOMAIN);
  return {
    padding: { left: 0, top: 4, right: 0, bottom: 4 },
    params: [{ name: "picked", value: null }],
    columns,
    // The titles are drawn in the space between the panels.
    spacing: { row: HEAD_LINES[layout] * LINE + 34, column: gap },
    bounds: "flush",
    concat: panels.map((panel, index) => {
      // Only the first panel of a row has labels.
      const y = (field: string) => scale.encode(field, index % columns === 0);
      return { width, height, ...onePanel(panel, y, layout, width) };
    }),
    config: { concat: { spacing: gap } },
  };
}

/** A title, broken into two lines if it is too long for a phone. */
function titleLines(title: string, layout: Layout): string[] {
  if (layout === "wide" || title.length <= TITLE_LETTERS) return [title];
  const end = title.lastIndexOf("-", TITLE_LETTERS) + 1;
  return end === 0 ? [title] : [title.slice(0, end), title.slice(end)];
}

function onePanel(
  { title, result, reference, iterations: last, points, diamonds }: CurvePanel,
  y: (field: string) => ReturnType<ErrorScale["encode"]>,
  layout: Layout,
  width: number,
) {
  const values = points.map((point, k) => ({
    ...spreadOf(point),
    from: 100 * point.iteration / last,
    to: k + 1 < points.length ? 100 * points[k + 1]!.iteration / last : 101,
  }));
  const few = points.length <= FEW;
  const marks = diamonds.map(({ iteration, accuracy }) => ({
    iteration,
    error: errorOf(accuracy),
  }));
  const x = iterations(last, { title: null, values: [0, last / 2, last], tickSize: 3 });
  const transform = [{ filter: "picked >= datum.from && picked < datum.to && picked !== null" }];
  const titles = titleLines(title, layout);
  return {
    data: { values },
    layer: [
      {
        mark: { type: "area" as const, color: ink("runSoft"), opacity: 0.35 },
        encoding: { x, y: y("low"), y2: { field: "high" } },
      },
      {
        mark: {
          type: "line" as const,
          color: ink("run"),
          strokeWidth: 1.75,
          ...(few && { point: { color: ink("run"), size: 18, opacity: 1 } }),
        },
        encoding: { x, y: y("mean") },
      },
      {
        data: { values: marks },
        mark: hollow("diamond", "document", few ? 50 : 16, 1.5),
        encoding: { x, y: y("error") },
      },
      {
        transform,
        mark: { type: "point" as const, filled: true, color: ink("text"), size: 60, opacity: 1 },
        encoding: { x, y: y("mean") },
      },
      {
        transform,
        mark: {
          type: "text" as const,
          dy: { expr: "datum.mean > 0.4 ? -12 : 14" }, // Clear of the axis.
          align: { expr: `datum.from > 80 ? 'right' : datum.from < 20 ? 'left' : 'center'` },
          fontWeight: 600 as const,
        },
        encoding: { x, y: y("mean"), text: TEXT },
      },
      ...titles.map((line, k) => head(line, "text", k + 1 - titles.length)),
      head(result, "run"),
      // A phone has room for the diamond alone.
      ...(reference === undefined ? [] : [
        head(
          `◇ ${layout === "wide" ? `${reference.name} ` : ""}${reference.value}`,
          "document",
          1,
          width,
        ),
      ]),
    ],
  };
}

/** A line of text above a panel; line 1 is the lowest. It is right-aligned if `end` is given. */
function head(text: string, colour: "text" | "run" | "document", line = 1, end?: number) {
  const align = end === undefined ? "left" : "right";
  return {
    data: { values: [{ text }] },
    mark: {
      ...textMark(end ?? 0, align, colour, colour !== "document"),
      y: -6 - (1.5 - line) * LINE,
    },
    encoding: { text: TEXT },
  };
}
