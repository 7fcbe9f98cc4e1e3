import type { TopLevelSpec } from "vega-lite";
import type { RecordedNumbers } from "../../../lib/documents/recorded.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import type { Run } from "../../training/summarise.ts";
import { errorAxis, errorOf } from "./error_axis.ts";
import { type Layout, LINE, WIDTHS } from "../layout.ts";
import { ink } from "../theme.ts";

/** A panel: the learning curve of an experiment. */
export interface CurvePanel {
  readonly title: string;
  /** Our accuracy at the last checkpoint that the document shows, as text. */
  readonly ours: string;
  /** The document's, as text; empty if it has none. */
  readonly inDocument: string;
  readonly iterations: number;
  readonly runs: readonly Run[];
  readonly recorded: RecordedNumbers | undefined;
}

/** The ends of the axis, as errors. */
const DOMAIN = [0.96, 0.012] as const;
const TICKS = [0.1, 0.5, 0.8, 0.9, 0.95, 0.98];
const GRIDS = {
  wide: { columns: 3, axis: 44, gap: 22, height: 104 },
  narrow: { columns: 2, axis: 40, gap: 14, height: 92 },
} as const;
const BOLD = { fontWeight: 600 as const };
/** Lines above a panel: on phones a long title has two. */
const HEAD_LINES = { wide: 2, narrow: 3 } as const;
/** The letters that fit beside each other on a phone. */
const TITLE_LETTERS = 21;
/** More points than this stand too close together for marks. */
const FEW = 10;

/**
 * Test accuracy at the checkpoints, one small panel an experiment: the mean over the
 * seeds as a line, lowest to highest as a band, the document's numbers as diamonds.
 * The parameter "picked" is a share of the training, in percent, whose last
 * checkpoint is brought out.
 *
 * @param document what the document is called
 */
export function learningCurves(
  panels: readonly CurvePanel[],
  document: string,
  layout: Layout,
): TopLevelSpec {
  const { columns, axis, gap, height } = GRIDS[layout];
  const width = Math.floor((WIDTHS[layout] - axis - 8 - gap * (columns - 1)) / columns);
  return {
    padding: { left: 0, top: 4, right: 0, bottom: 4 },
    params: [{ name: "picked", value: null }],
    columns,
    // The titles stand above their panels, in the space between them.
    spacing: { row: HEAD_LINES[layout] * LINE + 34, column: gap },
    bounds: "flush",
    concat: panels.map((panel, index) => ({
      width,
      height,
      ...onePanel(panel, document, layout, index % columns === 0, width),
    })),
    config: { concat: { spacing: gap } },
  };
}

/** A title in as many lines as it needs on a phone. */
function titleLines(title: string, layout: Layout): string[] {
  if (layout === "wide" || title.length <= TITLE_LETTERS) return [title];
  const end = title.lastIndexOf("-", TITLE_LETTERS) + 1;
  return end === 0 ? [title] : [title.slice(0, end), title.slice(end)];
}

function onePanel(
  panel: CurvePanel,
  document: string,
  layout: Layout,
  isFirst: boolean,
  width: number,
) {
  const { title, ours, inDocument, iterations, runs, recorded } = panel;
  const points = runs[0]!.checkpoints.map(({ iteration }, k) => {
    const accuracies = runs.map((run) => run.checkpoints[k]!.testAccuracy);
    const next = runs[0]!.checkpoints[k + 1]?.iteration;
    return {
      iteration,
      mean: errorOf(mean(accuracies), DOMAIN),
      low: errorOf(Math.min(...accuracies), DOMAIN),
      high: errorOf(Math.max(...accuracies), DOMAIN),
      text: (100 * mean(accuracies)).toFixed(1),
      from: 100 * iteration / iterations,
      to: next === undefined ? 101 : 100 * next / iterations,
    };
  });
  const checkpoints = recorded?.checkpoints ?? [];
  const diamonds = checkpoints.flatMap(([, test], k) =>
    test === null || points[k] === undefined
      ? []
      : [{ iteration: points[k].iteration, error: errorOf(test, DOMAIN) }]
  );
  if (recorded?.prose !== undefined) {
    const last = points.at(-1)!;
    diamonds.push({ iteration: last.iteration, error: errorOf(recorded.prose, DOMAIN) });
  }
  const titles = titleLines(title, layout);
  const few = points.length <= FEW;
  const x = {
    field: "iteration",
    type: "quantitative" as const,
    scale: { domain: [0, iterations], nice: false },
    axis: {
      title: null,
      grid: false,
      values: [0, iterations / 2, iterations],
      format: ",d",
      tickSize: 3,
    },
  };
  const y = (field: string) => errorAxis(field, DOMAIN, TICKS, isFirst);
  const head = (
    text: string,
    at: number,
    line: number,
    colour: "text" | "run" | "document",
    align: "left" | "right" = "left",
  ) => ({
    data: { values: [{ text }] },
    mark: {
      type: "text" as const,
      align,
      baseline: "middle" as const,
      x: at,
      y: -6 - (1.5 - line) * LINE, // The last line is 1.
      color: ink(colour),
      ...(colour === "document" ? {} : BOLD),
    },
    encoding: { text: { field: "text", type: "nominal" as const } },
  });
  return {
    data: { values: points },
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
          ...(few ? { point: { color: ink("run"), size: 18, opacity: 1 } } : {}),
        },
        encoding: { x, y: y("mean") },
      },
      {
        data: { values: diamonds },
        mark: {
          type: "point" as const,
          shape: "diamond",
          color: ink("document"),
          fill: ink("background"),
          strokeWidth: 1.5,
          size: few ? 50 : 16,
          opacity: 1,
        },
        encoding: { x, y: y("error") },
      },
      {
        transform: [{ filter: "picked >= datum.from && picked < datum.to && picked !== null" }],
        mark: { type: "point" as const, filled: true, color: ink("text"), size: 60, opacity: 1 },
        encoding: { x, y: y("mean") },
      },
      {
        transform: [{ filter: "picked >= datum.from && picked < datum.to && picked !== null" }],
        mark: {
          type: "text" as const,
          dy: { expr: "datum.mean > 0.4 ? -12 : 14" }, // Not over the axis.
          align: { expr: `datum.from > 80 ? 'right' : datum.from < 20 ? 'left' : 'center'` },
          ...BOLD,
        },
        encoding: { x, y: y("mean"), text: { field: "text", type: "nominal" as const } },
      },
      ...titles.map((line, k) => head(line, 0, 1 - titles.length + k, "text")),
      head(ours, 0, 1, "run"),
      ...(inDocument === "" ? [] : [
        // On a phone there is room for the sign alone.
        head(
          `◇ ${layout === "wide" ? `${document} ` : ""}${inDocument}`,
          width,
          1,
          "document",
          "right",
        ),
      ]),
    ],
  };
}
