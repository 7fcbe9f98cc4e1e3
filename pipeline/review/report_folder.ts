import { join } from "node:path";
import * as v from "valibot";
import type { Document } from "../../lib/documents/document.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { readError } from "../system/files.ts";
import { publishedFolder } from "../system/folders.ts";
import { isStrayName, listFiles } from "../system/list_files.ts";
import { isRecordsPath, parsePublished } from "../records/published_file.ts";
import { type PublishedVerdicts, VERDICTS, VERDICTS_FILE } from "../report/verdicts_file.ts";
import type { ReportFiles } from "../report/write_report.ts";
import type { Run } from "../records/run.ts";
import { UserError } from "../system/user_error.ts";
import { filesOf, findRevision } from "./git.ts";
import type { Standing } from "./standing.ts";

/** Where the files of a report come from: a folder, a revision of the repository, or memory. */
export interface ReportFolder {
  /** As the user named it. */
  readonly name: string;
  /** The paths of all files, relative to the report's folder. */
  readonly list: () => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<string>;
}

/** A report as a review sees it: it need not be of the code at hand. */
export interface ReviewedReport {
  readonly name: string;
  readonly verdicts: PublishedVerdicts;
  /** What all runs of an experiment have in common, as canonical JSON, by experiment. */
  readonly configurations: ReadonlyMap<string, string>;
  /** The runs by experiment. */
  readonly runs: ReadonlyMap<string, readonly Run[]>;
  /** Whether it follows from its own records; absent if that was not looked into. */
  readonly standing?: Standing;
}

/** Where the published report of a document lies in the project; once there was but one. */
function publishedPlaces(document: Document): readonly string[] {
  return [`${publishedFolder(document)}/`, ...(document === DOCUMENTS[0] ? ["reports/"] : [])];
}

/** A report in a folder. */
export function localFolder(name: string, path: string): ReportFolder {
  // Every byte counts, also a byte order mark.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return {
    name,
    list: () => listFiles(path),
    read: async (file) => decoder.decode(await Deno.readFile(join(path, file))),
  };
}

/** A report that was made just now, and need not be written. */
export function madeFolder(name: string, files: ReportFiles): ReportFolder {
  return {
    name,
    list: () => Promise.resolve([...files.keys()]),
    read: (file) => Promise.resolve(files.get(file)!),
  };
}

/**
 * The published report of a revision.
 *
 * @param document whose report it is
 * @param folder of the project; default the one at hand
 * @throws {UserError} if there is no such revision, or no report in it
 */
export async function revision(
  name: string,
  document: Document,
  folder?: string,
): Promise<ReportFolder> {
  const found = await findRevision(name, folder);
  const places = publishedPlaces(document);
  for (const place of places) {
    const all = await filesOf(found, place, folder);
    const files = new Map([...all].filter(([path]) => !path.split("/").some(isStrayName)));
    if (files.has(VERDICTS_FILE)) return madeFolder(name, files);
  }
  throw new UserError(
    `Cannot review ${name}: that revision has no report in ${
      places[0]
    }; name one that has, or a report's folder`,
  );
}

/**
 * A folder if there is one of that name, else a revision.
 *
 * @param path where the folder would be
 * @param document whose report a revision is asked for
 * @throws {UserError} if there is neither
 */
export async function findReport(
  name: string,
  path: string,
  document: Document,
): Promise<ReportFolder> {
  try {
    if ((await Deno.stat(path)).isDirectory) return localFolder(name, path);
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
 * All files of a report, by path.
 *
 * @throws {UserError} if some cannot be read
 */
export async function filesIn(folder: ReportFolder): Promise<ReportFiles> {
  const files = new Map<string, string>();
  try {
    for (const path of await folder.list()) files.set(path, await folder.read(path));
  } catch (error) {
    throw readError(folder.name, error);
  }
  return files;
}

/**
 * Reads a report for a review.
 *
 * @throws {UserError} if it holds no verdicts or records
 */
export async function readReport(folder: ReportFolder): Promise<ReviewedReport> {
  const { name } = folder;
  const refuse = (reason: string): UserError =>
    new UserError(
      `Cannot review ${name}: it holds no published report (${reason}); name a report's folder or a git revision`,
    );
  let paths: readonly string[];
  try {
    paths = await folder.list();
  } catch (error) {
    throw readError(name, error);
  }
  if (!paths.includes(VERDICTS_FILE)) {
    const inner = paths.find((path) => path.endsWith(`/${VERDICTS_FILE}`))
      ?.slice(0, -VERDICTS_FILE.length);
    throw refuse(
      inner === undefined
        ? `${VERDICTS_FILE} is not there`
        : `${VERDICTS_FILE} is not there, but in its folder ${inner}`,
    );
  }
  const verdicts = parseVerdicts(await folder.read(VERDICTS_FILE), refuse);
  const configurations = new Map<string, string>();
  const runs = new Map<string, readonly Run[]>();
  for (const path of [...paths].sort()) {
    if (!isRecordsPath(path)) continue;
    const parsed = parsePublished(join(name, path), await folder.read(path));
    const { experiment } = parsed.configuration;
    configurations.set(experiment, canonicalJson(parsed.configuration));
    runs.set(experiment, parsed.runs);
  }
  return { name, verdicts, configurations, runs };
}

function parseVerdicts(text: string, refuse: (reason: string) => UserError): PublishedVerdicts {
  let verdicts: unknown;
  try {
    verdicts = JSON.parse(text);
  } catch {
    throw refuse(`${VERDICTS_FILE} is damaged`);
  }
  if (v.is(v.object({ format: v.number() }), verdicts) && verdicts.format !== 1) {
    throw refuse(
      `${VERDICTS_FILE} is of format ${verdicts.format}, and this version reads format 1`,
    );
  }
  if (!v.is(VERDICTS, verdicts)) throw refuse(`${VERDICTS_FILE} holds no verdicts`);
  return verdicts;
}

/** The files that are not the same byte for byte in two reports, or are in one alone. */
export async function differingFiles(
  before: ReportFolder,
  after: ReportFolder,
): Promise<readonly string[]> {
  const [old, now] = [new Set(await before.list()), new Set(await after.list())];
  const differing: string[] = [];
  for (const path of [...new Set([...old, ...now])].sort()) {
    const isSame = old.has(path) && now.has(path) &&
      await before.read(path) === await after.read(path);
    if (!isSame) differing.push(path);
  }
  return differing;
}
