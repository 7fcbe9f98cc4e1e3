import { join } from "node:path";
import * as v from "valibot";
import type { Document } from "../../lib/documents/document.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { isRecordsPath, parsePublished, type PublishedFile } from "../records/published_file.ts";
import { type PublishedVerdicts, VERDICTS, VERDICTS_FILE } from "../report/verdicts_file.ts";
import type { ReportFiles } from "../report/write_report.ts";
import { readError } from "../system/files.ts";
import { publishedFolder } from "../system/folders.ts";
import { isStrayName, listFiles } from "../system/list_files.ts";
import { UserError } from "../system/user_error.ts";
import { filesOf, findRevision } from "./git.ts";
import type { Standing } from "./standing.ts";

/** A report under review, which another version of the code may have made. */
export interface ReviewedReport {
  readonly name: string;
  readonly verdicts: PublishedVerdicts;
  readonly records: ReadonlyMap<string, Pick<PublishedFile, "configuration" | "runs">>;
  /** Whether it follows from its own records; absent if that was not checked. */
  readonly standing?: Standing;
}

function noReport(name: string, reason: string): UserError {
  return new UserError(
    `Cannot review ${name}: it holds no published report (${reason}); name a report's folder or a git revision`,
  );
}

export async function readFolder(folder: string): Promise<ReportFiles> {
  // Keeps a byte order mark, because files are compared byte for byte.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const files = new Map<string, string>();
  for (const path of await listFiles(folder)) {
    files.set(path, decoder.decode(await Deno.readFile(join(folder, path))));
  }
  return files;
}

/**
 * Reads a report: from a folder if there is one of that name, else from a revision.
 *
 * @param path where the folder would be
 * @param document whose report to take from a revision
 * @throws {UserError} if there is neither, or no report in it
 */
export async function findReport(
  name: string,
  path: string,
  document: Document,
): Promise<ReportFiles> {
  try {
    if ((await Deno.stat(path)).isDirectory) {
      // Checked before anything is read, because it could be the whole disk.
      const paths = await listFiles(path);
      if (paths.includes(VERDICTS_FILE)) return await readFolder(path);
      const inner = paths.find((one) => one.endsWith(`/${VERDICTS_FILE}`));
      const but = inner && `, but in its folder ${inner.slice(0, -VERDICTS_FILE.length)}`;
      throw noReport(name, `${VERDICTS_FILE} is not there${but ?? ""}`);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return await revision(name, document);
    }
    throw readError(path, error);
  }
  throw new UserError(
    `Cannot review ${name}: it is a file; name a report's folder or a git revision`,
  );
}

/**
 * The published report of a revision.
 *
 * @param document whose report it is
 * @param folder of the project; the current one by default
 * @throws {UserError} if there is no such revision, or no report in it
 */
export async function revision(
  name: string,
  document: Document,
  folder?: string,
): Promise<ReportFiles> {
  const commit = await findRevision(name, folder);
  const place = publishedFolder(document);
  // When there was only one document, its report was in "reports".
  for (const one of [place, ...(document === DOCUMENTS[0] ? ["reports"] : [])]) {
    const all = await filesOf(commit, one, folder);
    const files = new Map([...all].filter(([path]) => !path.split("/").some(isStrayName)));
    if (files.has(VERDICTS_FILE)) return files;
  }
  throw new UserError(
    `Cannot review ${name}: that revision has no report in ${place}/; name one that has, or a report's folder`,
  );
}

/**
 * Parses a report for a review.
 *
 * @throws {UserError} if its verdicts or records are missing or damaged
 */
export function parseReport(name: string, files: ReportFiles): ReviewedReport {
  const verdicts = parseVerdicts(name, files.get(VERDICTS_FILE));
  const records = [...files.keys()].filter(isRecordsPath).sort()
    .map((path) => parsePublished(join(name, path), files.get(path)!))
    .map((file) => [file.configuration.experiment, file] as const);
  return { name, verdicts, records: new Map(records) };
}

function parseVerdicts(name: string, text: string | undefined): PublishedVerdicts {
  const refuse = (reason: string): UserError => noReport(name, `${VERDICTS_FILE} ${reason}`);
  if (text === undefined) throw refuse("is not there");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refuse("is damaged");
  }
  const { success, output } = v.safeParse(VERDICTS, content);
  if (success) return output;
  throw refuse(
    v.is(v.object({ format: v.pipe(v.number(), v.minValue(3)) }), content)
      ? `is of format ${content.format}, which this version cannot read`
      : "holds no verdicts",
  );
}

/** The paths of files that differ between two reports, or exist in only one, sorted. */
export function differingFiles(before: ReportFiles, after: ReportFiles): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path)).sort();
}
