import type { Language } from "../../lib/documents/language.ts";
import { drawChart, type Drawing } from "./charts/draw.ts";
import { type Layout, LAYOUTS } from "./charts/layout.ts";
import { allFigures } from "./figures/all.ts";
import { inLanguage, type Verdicts } from "./judged.ts";
import { LANGUAGES } from "./strings/strings.ts";

/** A chart in every layout and language. */
export interface DrawnFigure {
  readonly name: string;
  readonly drawings: Readonly<Record<Layout, Readonly<Record<Language, Drawing>>>>;
}

/** Draws every chart in every layout and language. */
export async function drawFigures(verdicts: Verdicts): Promise<readonly DrawnFigure[]> {
  const figures = new Map(
    LANGUAGES.map(({ code }) => [code, allFigures(inLanguage(verdicts, code))]),
  );
  const drawn: DrawnFigure[] = [];
  for (const [place, { name }] of figures.get(LANGUAGES[0]!.code)!.entries()) {
    // One after the other: Vega numbers definitions with a counter that all share.
    const drawings = {} as Record<Layout, Record<Language, Drawing>>;
    for (const layout of LAYOUTS) {
      drawings[layout] = {} as Record<Language, Drawing>;
      for (const { code } of LANGUAGES) {
        const figure = figures.get(code)![place]!;
        drawings[layout][code] = await drawChart(`${name}-${layout}`, figure.draw(layout));
      }
    }
    drawn.push({ name, drawings });
  }
  return drawn;
}
