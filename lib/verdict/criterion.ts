import type { Document } from "../documents/document.ts";
import type { MeasuredRun } from "../documents/measured_run.ts";
import { named } from "../engine/settings.ts";

/**
 * Whether a run meets a criterion of a document.
 *
 * @throws {RangeError} if the document has no criterion of this name
 */
export function meets(
  { criteria, measures }: Pick<Document, "criteria" | "measures">,
  criterion: string,
  run: MeasuredRun,
): boolean {
  const { measure, bound, metByDiverged } = named("criterion", criteria, criterion);
  if (run.divergedAt !== null) return metByDiverged;
  const value = named("measure", measures, measure).of(run);
  return "atLeast" in bound ? value >= bound.atLeast : value <= bound.atMost;
}
