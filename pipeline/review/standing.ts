import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { sha256 } from "../system/sha256.ts";
import { MANIFEST_FILE, parseManifest } from "../records/manifest.ts";
import { resultsOf } from "../records/published.ts";
import { type PublishedVerdicts, VERDICTS_FILE } from "../report/verdicts_file.ts";
import { makeReport, type ReportFiles } from "../report/write_report.ts";
import { UserError } from "../system/user_error.ts";
import { type ComparedVerdicts, compareVerdicts } from "./compare_verdicts.ts";

/** Whether this code makes the same report from the records in it. */
export type Standing = MadeAgain | {
  readonly kind: "not made again";
  readonly reason: string;
};

export interface MadeAgain {
  readonly kind: "made again";
  /** Files that this code makes differently, or that are missing; none if the report follows. */
  readonly differing: readonly string[];
  /** Files that do not match its manifest. */
  readonly edited: readonly string[];
  /** Reports of earlier versions have none. */
  readonly hasManifest: boolean;
  /** Files that do not belong to a report. */
  readonly extra: readonly string[];
  /** From the verdicts that it claims to those that follow from its records. */
  readonly claims: ComparedVerdicts;
}

/**
 * Makes a report again from its records and compares every file. Whoever edits a report
 * can fix its checksums, but not make it follow from the records. Only training again can
 * tell whether the records are true.
 *
 * @param name as messages name it
 * @param claimed its verdicts
 */
export async function standingOf(
  name: string,
  files: ReportFiles,
  claimed: PublishedVerdicts,
): Promise<Standing> {
  const manifest = parseManifest(files.get(MANIFEST_FILE) ?? "");
  const document = DOCUMENTS.find(({ id }) => id === manifest?.scope?.document) ?? DOCUMENTS[0]!;
  let made: ReportFiles;
  try {
    made = await makeReport(resultsOf(document, name, files));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: "not made again", reason: error.message };
  }
  const listed = Object.entries(manifest?.files ?? {});
  return {
    kind: "made again",
    differing: [...made.keys()].filter((path) =>
      // Reports of earlier versions have no manifest.
      files.get(path) !== made.get(path) && (path !== MANIFEST_FILE || files.has(path))
    ).sort(),
    edited: listed.filter(([path, digest]) => sha256(files.get(path) ?? "") !== digest)
      .map(([path]) => path).sort(),
    hasManifest: manifest !== undefined,
    extra: [...files.keys()].filter((path) => !made.has(path)).sort(),
    claims: compareVerdicts(claimed, JSON.parse(made.get(VERDICTS_FILE)!)),
  };
}

/** Whether a report is known to follow from its records. */
export function follows(standing: Standing): boolean {
  return standing.kind === "made again" && standing.differing.length === 0;
}

/** Whether a report was changed by hand, or its verdicts do not follow from its records. */
export function wasEdited({ edited, claims: { verdicts, grounds } }: MadeAgain): boolean {
  return edited.length + verdicts.length + grounds.length > 0;
}
