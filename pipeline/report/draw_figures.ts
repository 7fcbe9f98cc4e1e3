import { type Block, figuresIn } from "./blocks.ts";
import { drawChart, type Drawing } from "./charts/draw.ts";
import type { Layout } from "./charts/layout.ts";

/** A chart in every layout, in one language. */
export interface DrawnFigure {
  readonly name: string;
  readonly drawings: Readonly<Record<Layout, Drawing>>;
}

/** Draws every chart of a report in every layout. */
export async function drawFigures(blocks: readonly Block[]): Promise<readonly DrawnFigure[]> {
  const drawn: DrawnFigure[] = [];
  for (const { name, draw } of figuresIn(blocks)) {
    // One after the other: Vega numbers definitions with a counter that all charts share.
    const wide = await drawChart(`${name}-wide`, draw("wide"));
    const narrow = await drawChart(`${name}-narrow`, draw("narrow"));
    drawn.push({ name, drawings: { wide, narrow } });
  }
  return drawn;
}
