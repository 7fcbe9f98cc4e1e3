import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { sha256 } from "../data/payload.ts";
import { MANIFEST_FILE, parseManifest } from "../records/manifest.ts";
import { resultsOf } from "../records/published.ts";
import { type PublishedVerdicts, VERDICTS_FILE } from "../report/verdicts_file.ts";
import { makeReport, type ReportFiles } from "../report/write_report.ts";
import { UserError } from "../system/user_error.ts";

/** Whether a report is what this code makes of the records in it. */
export type Standing = MadeAgain | {
  readonly kind: "not made again";
  /** Why it could not be made. */
  readonly reason: string;
};

/** What came of making a report again. */
export interface MadeAgain {
  readonly kind: "made again";
  /** Files that this code makes otherwise, or that are missing; none if the report follows. */
  readonly differing: readonly string[];
  /** Of all files, those that are not as its manifest lists them. */
  readonly edited: readonly string[];
  /** Whether it has one; those of earlier versions do not. */
  readonly hasManifest: boolean;
  /** Files that are no part of a report. */
  readonly extra: readonly string[];
  /** The verdicts that it has, and those that this code makes of its records. */
  readonly claimed: PublishedVerdicts;
  readonly given: PublishedVerdicts;
}

/**
 * Makes a report again from its records and compares every file. An editor can put its
 * checksums right, but not what follows from the records; whether these are true, only
 * training again can tell.
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
  const differing = [...made].filter(([path, content]) =>
    // Reports of earlier versions have no manifest.
    files.get(path) !== content && !(path === MANIFEST_FILE && !files.has(path))
  ).map(([path]) => path);
  const listed = Object.entries(manifest?.files ?? {});
  const edited = listed.filter(([path, digest]) => sha256(files.get(path) ?? "") !== digest)
    .map(([path]) => path);
  const extra = [...files.keys()].filter((path) => !made.has(path));
  return {
    kind: "made again",
    differing: differing.sort(),
    edited: edited.sort(),
    hasManifest: manifest !== undefined,
    extra: extra.sort(),
    claimed,
    given: JSON.parse(made.get(VERDICTS_FILE)!),
  };
}

/** Whether a report is known to be what its records give. */
export function follows(standing: Standing): boolean {
  return standing.kind === "made again" && standing.differing.length === 0;
}

/** Whether a report has been changed by hand, or claims other verdicts than its records give. */
export function wasEdited({ differing, edited }: MadeAgain): boolean {
  return edited.length > 0 || differing.includes(VERDICTS_FILE);
}
