import type { Document } from "../documents/document.ts";
import type { MeasuredRun } from "../documents/measured_run.ts";

/** Whether a run meets a criterion of a document. */
export function meets(
  { criteria, measures }: Pick<Document, "criteria" | "measures">,
  criterion: string,
  run: MeasuredRun,
): boolean {
  const { measure, bound, metByDiverged } = criteria[criterion]!;
  if (run.divergedAt !== null) return metByDiverged;
  const value = measures[measure]!.of(run);
  return "atLeast" in bound ? value >= bound.atLeast : value <= bound.atMost;
}
