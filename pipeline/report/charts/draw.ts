import * as vega from "vega";
import * as vegaLite from "vega-lite";
import { fixTextMetrics } from "./text_width.ts";
import { CONFIG } from "./theme.ts";

/** A chart to draw. */
export interface Chart {
  /** The name of its file, and a prefix for ids. */
  readonly name: string;
  readonly spec: vegaLite.TopLevelSpec;
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

/** Draws a chart as SVG, with the same bytes on every machine. */
export async function drawChart({ name, spec }: Chart): Promise<string> {
  fixTextMetrics();
  // Gradients and clips are numbered by a counter that all charts share.
  vega.resetSVGDefIds();
  const logger = strictLogger(name);
  const compiled = vegaLite.compile({ ...spec, config: CONFIG }, { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
  const svg = await view.toSVG();
  view.finalize();
  return tidy(svg, name);
}

/** Fewer digits, ids of its own, and line breaks where differences can be read. */
function tidy(svg: string, name: string): string {
  return svg
    .replaceAll(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100))
    .replaceAll(/(id="|url\(#|href="#)((?:clip|gradient)[\w-]*)/g, `$1${name}-$2`)
    .replaceAll("><", ">\n<");
}
