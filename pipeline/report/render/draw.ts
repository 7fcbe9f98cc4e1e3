import * as vega from "vega";
import * as vegaLite from "vega-lite";
import { type Block, figuresIn } from "../blocks.ts";
import { fixTextMetrics, type TextMetrics } from "../font/text_width.ts";
import type { Layout } from "../layout.ts";
import { CONFIG } from "../theme.ts";
import { tidy } from "./tidy.ts";

/** A drawn chart, in the light colours. */
export interface Drawing {
  readonly svg: string;
  /** The Vega specification, which draws the same chart in a browser. */
  readonly spec: vega.Spec;
}

/** The charts of a report by name, in both layouts. */
export type Drawings = ReadonlyMap<string, Readonly<Record<Layout, Drawing>>>;

export async function drawFigures(blocks: readonly Block[]): Promise<Drawings> {
  const drawings = new Map<string, Record<Layout, Drawing>>();
  for (const { name, draw } of figuresIn(blocks)) {
    drawings.set(name, {
      wide: await drawChart(`${name}-wide`, draw("wide")),
      narrow: await drawChart(`${name}-narrow`, draw("narrow")),
    });
  }
  return drawings;
}

/**
 * Draws a chart as SVG. The bytes are the same on every machine.
 *
 * @param name prefixes all ids, so that one page can contain many charts
 * @throws {Error} if Vega reports an error or a warning
 */
export async function drawChart(name: string, chart: vegaLite.TopLevelSpec): Promise<Drawing> {
  // Vega exports this object, but its type declarations do not list it.
  fixTextMetrics((vega as unknown as { textMetrics: TextMetrics }).textMetrics);
  // Vega only logs errors and then draws an empty picture.
  const logger = vega.logger(vega.Warn, "error", (_method, _level, words) => {
    throw new Error(`Cannot draw the chart ${name}: ${words.join(" ")}`);
  });
  const { spec } = vegaLite.compile({ ...chart, config: { ...CONFIG, ...chart.config } }, {
    logger,
  });
  const view = new vega.View(vega.parse(spec), { renderer: "none", logger });
  const svg = await view.toSVG();
  view.finalize();
  return { svg: tidy(svg, name), spec };
}
