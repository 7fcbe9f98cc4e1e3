/**
 * Pieces of Vega-Lite that several kinds of charts are made of.
 *
 * @module
 */

import { type ColourName, ink } from "../theme.ts";

/** What text marks say. */
export const TEXT = { field: "text", type: "nominal" as const };

/** A field that contains pixels from the top. */
export function pixels(field: string) {
  return { field, type: "quantitative" as const, scale: null, axis: null };
}

/** An outline that nothing shows through. */
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

/** A line of text from some x on, or up to it. */
export function textMark(
  x: number,
  align: "left" | "right",
  colour: ColourName,
  isBold = false,
) {
  return {
    type: "text" as const,
    align,
    baseline: "middle" as const,
    x,
    color: ink(colour),
    ...(isBold && { fontWeight: 600 as const }),
  };
}
