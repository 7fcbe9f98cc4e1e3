import { join } from "node:path";
import type { RecordedResults } from "../records/read_results.ts";
import { taskCommand } from "../system/task_command.ts";
import type { PlacedReport } from "./write_report.ts";

/**
 * What the report task prints, and its exit code: where the report was written, and which
 * records it lacks because they are damaged.
 */
export function accountOf(
  { document, damaged, notes }: Pick<RecordedResults, "document" | "damaged" | "notes">,
  placed: PlacedReport,
) {
  return {
    out: [
      ...[...notes, ...placed.notes].map((note) => `note: ${note}`),
      `report: ${join(placed.folder, "index.html")} and ${join(placed.folder, "report.md")}`,
    ],
    error: damaged.length === 0 ? [] : [
      ...damaged.map((path) => `damaged: ${path}`),
      `error: Cannot report in full: damaged records were left out; run "${
        taskCommand("train", document)
      }" with --group self-tests and --group robustness to train them again, and then "${
        taskCommand("report", document)
      }"`,
    ],
    exitCode: damaged.length === 0 ? 0 : 1,
  };
}
