import { join } from "node:path";
import type { RecordedResults } from "./results.ts";
import type { PlacedReport } from "./write_report.ts";

/** What the report task prints, and its exit code. */
export interface Account {
  readonly out: readonly string[];
  readonly error: readonly string[];
  readonly exitCode: 0 | 1;
}

/** Says where the report was written, and which records it lacks because they are damaged. */
export function accountOf(
  { damaged, notes }: Pick<RecordedResults, "damaged" | "notes">,
  placed: PlacedReport,
): Account {
  const count = damaged.length;
  return {
    out: [
      ...[...notes, ...placed.notes].map((note) => `note: ${note}`),
      `report: ${join(placed.folder, "index.html")} and ${join(placed.folder, "report.md")}`,
    ],
    error: count === 0 ? [] : [
      ...damaged.map((path) => `damaged: ${path}`),
      `error: Cannot report in full: ${count} ${
        count === 1 ? "record is damaged and was" : "records are damaged and were"
      } left out; run "deno task selftest" and "deno task robustness", which train ${
        count === 1 ? "it" : "them"
      } again, and then "deno task report"`,
    ],
    exitCode: count === 0 ? 0 : 1,
  };
}
