import type { Judged } from "../judged.ts";
import { curvesFigure, KINDS } from "./curves.ts";
import { evidenceFigures } from "./evidence.ts";
import type { ChartFigure } from "./figure.ts";
import { raceFigure } from "./optimizers.ts";
import { recordedFigure } from "./recorded.ts";

/** All charts that the results at hand allow. */
export function allFigures(results: Judged): readonly ChartFigure[] {
  return [
    ...results.judgement.claims.flatMap((judged) => evidenceFigures(judged, results)),
    ...recordedFigure(results),
    ...KINDS.flatMap((kind) => curvesFigure(kind, results)),
    ...results.document.races.flatMap((race) => raceFigure(race, results)),
  ];
}
