import * as vega from "vega";
import * as vegaLite from "vega-lite";
import { fixTextMetrics, type TextMetrics } from "./text_width.ts";
import { CONFIG } from "./theme.ts";
import { tidy } from "./tidy.ts";

/** A chart as it was drawn, in the light colours. */
export interface Drawing {
  readonly svg: string;
  /** What was drawn, in Vega's own language, which draws the same again in a browser. */
  readonly spec: vega.Spec;
}

/** Vega logs what is wrong and draws an empty picture; here every word is an error. */
function strictLogger(name: string): vega.LoggerInterface {
  const refuse = (...words: readonly unknown[]): never => {
    throw new Error(`Cannot draw the chart ${name}: ${words.join(" ")}`);
  };
  const logger = {
    level: () => logger,
    error: refuse,
    warn: refuse,
    info: () => logger,
    debug: () => logger,
  };
  return logger as unknown as vega.LoggerInterface;
}

/**
 * Draws a chart as SVG, with the same bytes on every machine.
 *
 * @param name prefixes all ids, so that charts can stand in one page
 */
export async function drawChart(name: string, chart: vegaLite.TopLevelSpec): Promise<Drawing> {
  // Vega exports this object, its type declarations do not.
  fixTextMetrics((vega as unknown as { textMetrics: TextMetrics }).textMetrics);
  // Gradients and clips are numbered by a counter that all charts share.
  vega.resetSVGDefIds();
  const logger = strictLogger(name);
  const { spec } = vegaLite.compile({ ...chart, config: { ...CONFIG, ...chart.config } }, {
    logger,
  });
  const view = new vega.View(vega.parse(spec), { renderer: "none", logger });
  const svg = await view.toSVG();
  view.finalize();
  return { svg: tidy(svg, name), spec };
}
