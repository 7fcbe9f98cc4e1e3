import { join } from "node:path";
import * as v from "valibot";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { sha256 } from "../system/sha256.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { readError } from "../system/files.ts";
import { listFiles } from "../system/list_files.ts";
import { isSafeName } from "../system/schema.ts";
import { UserError } from "../system/user_error.ts";
import { upgraded } from "./format_2.ts";
import { CONFIGURATION, type Configuration, configurationOf, storeNumber } from "./record.ts";
import type { Results } from "./results.ts";
import { restoreRun, type Run, STORED_RUN, type StoredRun, storeRun } from "./run.ts";

/** The folder of the published records within a report's. */
export const RECORDS_FOLDER = "records";

/** Where the published records of an experiment lie within a report's folder. */
export function recordsPath(experiment: string): string {
  return `${RECORDS_FOLDER}/${experiment}.jsonl`;
}

/** Whether a path within a report's folder is that of published records. */
export function isRecordsPath(path: string): boolean {
  return path.startsWith(`${RECORDS_FOLDER}/`) && path.endsWith(".jsonl");
}

/**
 * The files of published records in a report's folder.
 *
 * @returns content by path within the folder; empty if nothing is published there
 * @throws {UserError} if they cannot be read
 */
export async function readRecordFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const top = join(folder, RECORDS_FOLDER);
  let where = top;
  try {
    const paths = (await listFiles(top)).map((path) => `${RECORDS_FOLDER}/${path}`);
    for (const path of paths.filter(isRecordsPath)) {
      where = join(folder, path);
      files.set(path, await Deno.readTextFile(where));
    }
  } catch (error) {
    const isMissing = where === top && error instanceof Deno.errors.NotFound;
    if (!isMissing) throw readError(where, error);
  }
  return files;
}

/** A file of published records. */
export interface PublishedFile {
  readonly configuration: Configuration;
  readonly runs: readonly Run[];
  /** Whether it has a checksum; files of earlier versions do not. */
  readonly hasChecksum: boolean;
  /** A field of the runs that this version does not know, such as "end.seed". */
  readonly unknownField?: string;
}

/** Covers everything in the file but the checksum itself. */
function checksumOf(configuration: object, lines: string): string {
  return sha256(`${canonicalJson(configuration)}\n${lines}`);
}

/**
 * The records behind a report, reduced to what it needs, one file per experiment: a line
 * with the configuration, then one line per run, each in canonical JSON.
 *
 * @returns content by path within the report's folder
 */
export function publishedRecords(results: Results): Map<string, string> {
  const { document, dtype, source, engine } = results;
  const files = new Map<string, string>();
  for (const { experiments } of [results, results.selfTests, results.variations]) {
    for (const experiment of experiments) {
      const runs = results.runsOf(experiment.id);
      if (runs.length === 0) continue;
      const lines = runs.map((run) => `${canonicalJson(withStoredNumbers(storeRun(run)))}\n`).join(
        "",
      );
      const configuration = configurationOf(document, experiment, dtype, source, engine);
      const head = { ...configuration, sha256: checksumOf(configuration, lines) };
      files.set(recordsPath(experiment.id), `${canonicalJson(head)}\n${lines}`);
    }
  }
  return files;
}

/**
 * Reads a file of published records, whichever version of the code wrote it.
 *
 * @param path as messages name it
 * @throws {UserError} if it is damaged
 */
export function parsePublished(path: string, text: string): PublishedFile {
  const refuse = (reason: string): UserError =>
    new UserError(`Cannot use ${path}: ${reason}; take it from the repository again`);
  let lines: unknown[];
  try {
    lines = text.trimEnd().split("\n").map(parseLine);
  } catch {
    throw refuse("it is damaged");
  }
  const [head, ...runs] = lines;
  const { sha256: checksum, ...given } = (head ?? {}) as { readonly sha256?: unknown };
  // Files of format 2 named no document, because there was only one.
  const configuration = upgraded(given, DOCUMENTS[0]!.id);
  const { issues = [] } = v.safeParse(v.array(STORED_RUN), runs);
  const isUnknownField = ({ type, expected }: { type: string; expected: string | null }) =>
    type === "strict_object" && expected === "never";
  if (
    !v.is(CONFIGURATION, configuration) || !isSafeName(configuration.experiment) ||
    !issues.every(isUnknownField)
  ) {
    throw refuse("it is JSON, but no published records");
  }
  const found = tryChecksum(given, text.slice(text.indexOf("\n") + 1));
  if (found === undefined || (checksum !== undefined && checksum !== found)) {
    throw refuse("it is damaged");
  }
  const [, unknownField] = /^\d+\.(.*)/.exec(issues[0] ? v.getDotPath(issues[0]) ?? "" : "") ?? [];
  return {
    configuration,
    runs: (runs as StoredRun[]).map(restoreRun),
    hasChecksum: checksum !== undefined,
    ...(unknownField === undefined ? {} : { unknownField }),
  };
}

/** Undefined for JSON that no record can hold, such as 1e999. */
function tryChecksum(configuration: object, lines: string): string | undefined {
  try {
    return checksumOf(configuration, lines);
  } catch {
    return undefined;
  }
}

/** The same value, with words for the numbers that JSON does not have. */
function withStoredNumbers(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one) => typeof one === "number" ? storeNumber(one) : one),
  );
}

/** Parses JSON, and makes numbers of the words for them. */
function parseLine(line: string): unknown {
  return JSON.parse(
    line,
    (_, one) => one === "NaN" || one === "Infinity" || one === "-Infinity" ? Number(one) : one,
  );
}
