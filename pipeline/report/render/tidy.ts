import { type Config, optimize } from "svgo/browser";

/**
 * Makes Vega's SVG smaller and its differences readable: two decimals, one element a line,
 * attributes that all children share on their group, no defaults and no hidden elements.
 * Colours stay six hex digits, which `recolour` replaces.
 *
 * @param name prefixes all ids, since a page contains many charts
 */
export function tidy(svg: string, name: string): string {
  const config: Config = {
    floatPrecision: 2,
    js2svg: { pretty: true, indent: 0, eol: "lf" },
    plugins: [
      // The page describes a chart as a whole to screen readers; classes have no rules.
      { name: "removeAttrs", params: { attrs: "class|role|aria-.*|pointer-events" } },
      "removeUnusedNS",
      "removeHiddenElems",
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
