import type { TopLevelSpec } from "vega-lite";
import type { Control } from "../blocks.ts";
import type { StripRow } from "../charts/strip_chart.ts";
import type { Layout } from "../layout.ts";

/** A chart of a report, in one language, to be drawn in every layout. */
export interface ChartFigure {
  /** The name of its files, which is the same in every language. */
  readonly name: string;
  readonly draw: (layout: Layout) => TopLevelSpec;
  readonly control: Control;
}

/** A chart of rows of seeds. */
export interface StripFigure extends ChartFigure {
  readonly rows: readonly StripRow[];
}

/** The slider that brings out a seed. */
export function seedControl(label: string, seeds: readonly number[]): Control {
  return { label, min: Math.min(...seeds), max: Math.max(...seeds), step: 1, field: "seed" };
}
