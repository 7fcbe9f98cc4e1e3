import type { TopLevelSpec } from "vega-lite";
import type { Layout } from "../charts/layout.ts";

/** What a reader moves through a live chart: the parameter "picked", by a slider. */
export interface Control {
  /** What is moved through. */
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What stands after the value. */
  readonly unit?: string;
}

/** A chart of a report, in one language, to be drawn in every layout. */
export interface ChartFigure {
  /** The name of its files, which is the same in every language. */
  readonly name: string;
  readonly draw: (layout: Layout) => TopLevelSpec;
  readonly control: Control;
}

/** The slider that brings out a seed. */
export function seedControl(label: string, seeds: readonly number[]): Control {
  return { label, min: Math.min(...seeds), max: Math.max(...seeds), step: 1 };
}
