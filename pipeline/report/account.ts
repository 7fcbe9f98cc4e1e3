import { join } from "node:path";
import type { RecordedResults } from "../records/read_results.ts";
import type { PlacedReport } from "./write_report.ts";

/** What the report task says when it has written, and its exit code. */
export interface Account {
  readonly out: readonly string[];
  readonly error: readonly string[];
  readonly exitCode: 0 | 1;
}

/** Says where a report went, and what of the records could not be in it. */
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
      } left out; run "deno task train" with --group self-tests and --group robustness, which train ${
        count === 1 ? "it" : "them"
      } again, and then "deno task report"`,
    ],
    exitCode: count === 0 ? 0 : 1,
  };
}
