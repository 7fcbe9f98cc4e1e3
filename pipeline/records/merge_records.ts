import { basename, join } from "node:path";
import * as v from "valibot";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { listFiles } from "../system/list_files.ts";
import { taskCommand } from "../system/task_command.ts";
import { messageOf, UserError } from "../system/user_error.ts";
import { upgraded } from "./format_2.ts";
import { RUN_SPEC } from "./record.ts";
import { parseRecord, RECORD_FORMAT, type RunRecord } from "./record_file.ts";
import type { RecordStore } from "./record_store.ts";
import { whyUnusable } from "./known_configuration.ts";

/** The outcome of a merge. */
export interface MergeSummary {
  /** Records that were copied into the store. */
  readonly taken: number;
  /** Records that the store had already, with the same bytes. */
  readonly known: number;
  /** How many of both this version cannot use, by the reason. */
  readonly unusable: ReadonlyMap<string, number>;
  /** Files that are not records and need not be. */
  readonly others: number;
  /** Files of published records, from which no record can be restored. */
  readonly published: readonly string[];
  /** Files that could not be merged, with the reason. */
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
}

/** Files that may contain records in packed form. */
const ARCHIVE = /\.(zip|tar|tgz|7z|rar|(tar|json)\.(gz|bz2|xz|zst))$/i;
/** The file names of records. */
const RECORD_NAME = /^seed-\d+-[0-9a-f]{16}\.json$/;
/** Far more than any record has. */
const MAX_BYTES = 64 * 2 ** 20;

/** What a file turned out to be; "seen" if another link has led to it before. */
type Found = "other" | "published" | "seen" | RunRecord;

/** Why a single file cannot be merged; the others still can. */
class Problem extends Error {}

/**
 * Copies the records of runs that were trained elsewhere into a store. Each is verified
 * by its checksum; two records of one run must agree bit for bit. A file that cannot be
 * merged does not keep others from being merged.
 *
 * @param place a record, or a folder with records somewhere below it; links are followed
 * @throws {UserError} if the place does not exist, or the store cannot be read or written
 */
export async function mergeRecords(store: RecordStore, place: string): Promise<MergeSummary> {
  const counts = { taken: 0, known: 0, others: 0 };
  const unusable = new Map<string, number>();
  const published: string[] = [];
  const problems: { path: string; reason: string }[] = [];
  const seen = new Set<string>();
  const files = await filesAt(
    place,
    (path, error) =>
      problems.push({ path, reason: `this folder cannot be read: ${reasonOf(error)}` }),
  );
  for (const path of files) {
    try {
      const found = await identify(path, seen);
      if (found === "other") counts.others += 1;
      else if (found === "published") published.push(path);
      else if (found !== "seen") {
        counts[await take(store, found)] += 1;
        const why = whyUnusable(found.spec);
        if (why !== undefined) unusable.set(why, (unusable.get(why) ?? 0) + 1);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push({ path, reason: error.message });
    }
  }
  return { ...counts, unusable, published, problems };
}

/** The file itself, or all files below a folder. */
async function filesAt(
  place: string,
  onUnreadable: (path: string, error: unknown) => void,
): Promise<string[]> {
  try {
    if ((await Deno.stat(place)).isFile) return [place];
    const paths = await listFiles(place, (path, error) => onUnreadable(join(place, path), error));
    return paths.map((path) => join(place, path));
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new UserError(
      error instanceof Deno.errors.NotFound
        ? `Cannot merge ${place}: there is no such folder or file; name one that holds records`
        : `Cannot merge ${place}: it cannot be read (${reasonOf(error)}); change its permissions`,
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Deno.errors.PermissionDenied ? "it may not be read" : messageOf(error);
}

/** @throws {Problem} if the file may be a record, but is not one that can be merged */
async function identify(path: string, seen: Set<string>): Promise<Found> {
  const name = basename(path);
  const mustBeRecord = RECORD_NAME.test(name);
  let text: string;
  try {
    const real = await Deno.realPath(path);
    if (seen.has(real)) return "seen";
    seen.add(real);
    const { isFile, size } = await Deno.stat(path);
    if (!isFile) return "other";
    if (ARCHIVE.test(name)) throw new Problem("it is an archive; unpack it first");
    if (/\.jsonl$/i.test(name)) return isPublished(await firstLine(path)) ? "published" : "other";
    if (!/\.json$/i.test(name)) return "other";
    if (size > MAX_BYTES) {
      if (mustBeRecord) throw new Problem("it is longer than any record");
      return "other";
    }
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Problem || error instanceof Deno.errors.NotCapable) throw error;
    throw new Problem(
      error instanceof Deno.errors.NotFound
        ? "it is a link to a file that does not exist"
        : `it cannot be read: ${reasonOf(error)}`,
    );
  }
  return recordIn(text, mustBeRecord);
}

/** The first line of a file, or as much of it as tells what the file is. */
async function firstLine(path: string): Promise<string> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(4096);
  const count = await file.read(bytes) ?? 0;
  return new TextDecoder().decode(bytes.subarray(0, count)).split("\n")[0]!;
}

/** Whether a file that begins with this line holds published records. */
function isPublished(head: string): boolean {
  return head.startsWith("{") &&
    ['"engine":', '"experiment":', '"training":'].every((key) => head.includes(key));
}

/** Distinguishes records from other JSON. */
const LOOKS_LIKE_RECORD = v.looseObject({ spec: v.looseObject({}), result: v.looseObject({}) });

/**
 * The record in a text, or "other".
 *
 * @param mustBeRecord whether its file is named like a record
 */
function recordIn(text: string, mustBeRecord: boolean): RunRecord | "other" {
  const damaged = new Problem(
    "it is not an intact record; copy it again, or train that run again",
  );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (mustBeRecord || /^\s*\{"format":\d+,"result":/.test(text)) throw damaged;
    return "other";
  }
  if (!v.is(LOOKS_LIKE_RECORD, value)) {
    if (mustBeRecord) throw damaged;
    return "other";
  }
  const { format } = value;
  const spec = upgraded(value.spec, DOCUMENTS[0]!.id);
  const isReadable = format === RECORD_FORMAT || spec !== value.spec;
  if (typeof format === "number" && !isReadable) {
    throw new Problem(
      `it is a record of format ${format}, and this version reads format ${RECORD_FORMAT}; use the version that wrote it, or train that run again`,
    );
  }
  const record = v.is(RUN_SPEC, spec) ? parseRecord(text, spec) : undefined;
  if (record === undefined) throw damaged;
  return record;
}

/** Writes a record to the store unless it is there. */
async function take(store: RecordStore, record: RunRecord): Promise<"taken" | "known"> {
  let path: string;
  try {
    path = store.path(record.spec);
  } catch (error) {
    throw new Problem(`it names something that cannot be a folder (${messageOf(error)})`);
  }
  const current = await store.read(record.spec);
  if (typeof current === "string") {
    await store.write(record.spec, record.result);
    return "taken";
  }
  if (current.sha256 === record.sha256) return "known";
  throw new Problem(
    `${path} is a record of the same run and differs; one of the two machines is broken, find out which with "${
      taskCommand("verify", { id: record.spec.document })
    }"`,
  );
}
