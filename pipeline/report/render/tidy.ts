import { type Config, optimize } from "svgo/browser";
import { FONT } from "../theme.ts";

/**
 * Makes Vega's SVG smaller and its differences readable: two decimals, one element a line,
 * common attributes on the group, no defaults, nothing invisible. Colours remain six hex
 * digits, which `recolour` replaces.
 *
 * @param name prefixes all ids, since a page contains many charts
 */
export function tidy(svg: string, name: string): string {
  const config: Config = {
    floatPrecision: 2,
    js2svg: { pretty: true, indent: 0, eol: "lf" },
    plugins: [
      // All text has one font. Screen readers know a chart from the element around it.
      { name: "removeAttrs", params: { attrs: "font-family|class|role|aria-.*|pointer-events" } },
      { name: "addAttributesToSVGElement", params: { attributes: [{ "font-family": FONT }] } },
      "removeUnusedNS",
      "removeHiddenElems",
      { name: "removeUselessStrokeAndFill", params: { removeNone: true } },
      "removeUnknownsAndDefaults",
      "cleanupNumericValues",
      "convertPathData",
      "convertTransform",
      "moveElemsAttrsToGroup",
      "collapseGroups",
      "cleanupIds",
      { name: "prefixIds", params: { prefix: name, delim: "-" } },
    ],
  };
  return optimize(svg, config).data.trimEnd();
}
