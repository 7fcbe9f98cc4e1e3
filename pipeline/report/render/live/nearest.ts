/// <reference lib="dom" />
import type { View } from "vega-view";

/** As far from the pointer as this, in pixels of the chart, a mark counts as pointed at. */
const REACH = 48;

/** What is read of Vega's scene: groups of marks of items, each placed within its group. */
interface SceneItem {
  readonly x?: number;
  readonly y?: number;
  readonly y2?: number;
  readonly datum?: Readonly<Record<string, unknown>>;
  /** Of a group: its marks. */
  readonly items?: readonly SceneMark[];
}
interface SceneMark {
  readonly items?: readonly SceneItem[];
}

/**
 * What the mark nearest to a point holds in a field; undefined if none with a number
 * there is within reach. A tick of one pixel need not be hit.
 *
 * @param svg the view's picture
 * @param at a point of the window
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
