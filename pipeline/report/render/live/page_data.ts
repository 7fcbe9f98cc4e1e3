import { deflateSync } from "fflate";
import { Buffer } from "node:buffer";
import { type Layout, LAYOUTS } from "../charts/layout.ts";
import { recolour } from "../charts/theme.ts";
import type { DrawnFigure } from "../draw_figures.ts";
import { fold, type Folded } from "./fold.ts";

/** What a page brings its charts to life from: Vega's specifications, in its own colours. */
export type PageData = Readonly<Record<string, Readonly<Record<Layout, Folded>>>>;

/** The data of a page as text: JSON, deflated, in base 64. */
export function packPageData(figures: readonly DrawnFigure[]): string {
  const data: Record<string, Record<string, Folded>> = {};
  for (const { name, drawings } of figures) {
    data[name] = {};
    for (const layout of LAYOUTS) {
      const specs = Object.entries(drawings[layout]).map(([code, { spec }]) => [code, spec]);
      data[name][layout] = fold(Object.fromEntries(specs));
    }
  }
  const json = recolour(JSON.stringify(data), "variables");
  // Written in JavaScript, so that every machine has the same bytes.
  const packed = deflateSync(new TextEncoder().encode(json), { level: 9 });
  return Buffer.from(packed).toString("base64");
}
