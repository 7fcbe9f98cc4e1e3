/// <reference lib="dom" />
import type { View } from "vega-view";

/** How far from the pointer a mark can be, in pixels of the chart. */
const REACH = 48;

/** The part of Vega's scene graph that is read here. Coordinates are relative to the group. */
interface SceneItem {
  readonly x?: number;
  readonly y?: number;
  readonly y2?: number;
  readonly datum?: Readonly<Record<string, unknown>>;
  /** The marks of a group. */
  readonly items?: readonly SceneMark[];
}
interface SceneMark {
  readonly items?: readonly SceneItem[];
}

/**
 * Finds the mark nearest to the pointer, so that readers need not hit a line of one pixel.
 *
 * @param svg the SVG element of the view
 * @param at the pointer, in client coordinates
 * @returns the number in a field of its datum; undefined if no mark with one is near
 */
export function nearestValue(
  view: View,
  svg: SVGSVGElement,
  at: { readonly clientX: number; readonly clientY: number },
  field: string,
): number | undefined {
  const origin = svg.querySelector("g")!.getScreenCTM()!;
  const point = new DOMPoint(at.clientX, at.clientY).matrixTransform(origin.inverse());
  let nearest: number | undefined;
  let least = REACH;
  const visit = ({ items = [] }: SceneMark, left: number, top: number): void => {
    for (const item of items) {
      const { x = 0, y = 0, y2 = y, datum } = item;
      item.items?.forEach((mark) => visit(mark, left + x, top + y));
      const value = datum?.[field];
      if (typeof value !== "number") continue;
      const distance = Math.hypot(left + x - point.x, top + (y + y2) / 2 - point.y);
      if (distance < least) [least, nearest] = [distance, value];
    }
  };
  visit(view.scenegraph().root as SceneMark, 0, 0);
  return nearest;
}
