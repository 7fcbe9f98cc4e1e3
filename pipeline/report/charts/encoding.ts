/**
 * Parts of Vega-Lite specifications that several kinds of charts use.
 *
 * @module
 */

import { type ColourName, ink } from "../theme.ts";

/** The content of text marks. */
export const TEXT = { field: "text", type: "nominal" as const };

/** The horizontal axis of a chart over the iterations. */
export function iterations(last: number, axis: { title: string | null } & Record<string, unknown>) {
  return {
    field: "iteration",
    type: "quantitative" as const,
    scale: { domain: [0, last], nice: false },
    axis: { grid: false, format: ",d", ...axis },
  };
}

/** A field that contains pixels from the top. */
export function pixels(field: string) {
  return { field, type: "quantitative" as const, scale: null, axis: null };
}

/** An opaque shape with a coloured outline. */
export function hollow(
  shape: "circle" | "diamond",
  colour: ColourName,
  size: number,
  strokeWidth: number,
) {
  return {
    type: "point" as const,
    shape,
    color: ink(colour),
    fill: ink("background"),
    strokeWidth,
    size,
    opacity: 1,
  };
}

/** A line of text, aligned at x. */
export function textMark(x: number, align: "left" | "right", colour: ColourName, isBold = false) {
  return {
    type: "text" as const,
    align,
    baseline: "middle" as const,
    x,
    color: ink(colour),
    ...(isBold && { fontWeight: 600 as const }),
  };
}
