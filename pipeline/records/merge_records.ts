import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { basename, join } from "node:path";
import { listFiles } from "../system/list_files.ts";
import { hasShape, type Shape } from "../system/shape.ts";
import { messageOf, UserError } from "../system/user_error.ts";
import { parseEarlierRecord, upgraded } from "./earlier_record.ts";
import {
  CONFIGURATION_SHAPE,
  formatRecord,
  parseRecord,
  RECORD_FORMAT,
  type RunRecord,
  type RunSpec,
} from "./record.ts";
import type { RecordStore } from "./record_store.ts";
import { whyUnusable } from "./usable.ts";

/** A file, with what is wrong with it. */
export interface Problem {
  readonly path: string;
  readonly reason: string;
}

/** What came of a merge. */
export interface MergeSummary {
  /** Records taken over. */
  readonly taken: number;
  /** Records that were there already, with the same bytes. */
  readonly known: number;
  /** Of both, those that nothing here asks for: how many, by the reason. */
  readonly unusable: ReadonlyMap<string, number>;
  /** Files that are no records, and need not be. */
  readonly others: number;
  /** Files of published records, which are no records of runs. */
  readonly published: readonly string[];
  /** Archives, in which there may be records. */
  readonly archives: readonly string[];
  /** Records that were not taken, and what could not be read. */
  readonly problems: readonly Problem[];
}

/** What may hold records, packed. */
const ARCHIVE = /\.(zip|tar|tgz|7z|rar|(tar|json)\.(gz|bz2|xz|zst))$/i;
/** What records are called. */
const RECORD_NAME = /^seed-\d+-[0-9a-f]{16}\.json$/;
/** No record is nearly as long. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Takes the records of runs that were trained elsewhere into a store. Every one is
 * verified by its checksum; two records of one run must be the same, bit for bit. What
 * is wrong with one file keeps no other from being taken.
 *
 * @param place a record, or a folder that has records somewhere below it; links are followed
 * @throws {UserError} if there is no such place, or the store cannot be read or written
 */
export async function mergeRecords(store: RecordStore, place: string): Promise<MergeSummary> {
  const counts = { taken: 0, known: 0, others: 0 };
  const unusable = new Map<string, number>();
  const published: string[] = [];
  const archives: string[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const path of await filesAt(place, problems)) {
    const found = await look(path, seen);
    if (found === "seen") continue;
    if (found === "other") counts.others += 1;
    else if (found === "published") published.push(path);
    else if (found === "archive") archives.push(path);
    else if ("reason" in found) problems.push({ path, ...found });
    else {
      const outcome = await take(store, found.record, found.text);
      if (typeof outcome !== "string") {
        problems.push({ path, ...outcome });
        continue;
      }
      counts[outcome] += 1;
      const why = whyUnusable(found.record.spec);
      if (why !== undefined) unusable.set(why, (unusable.get(why) ?? 0) + 1);
    }
  }
  return { ...counts, unusable, published, archives, problems };
}

/** The file itself, or all below a folder. */
async function filesAt(place: string, problems: Problem[]): Promise<string[]> {
  try {
    if ((await Deno.stat(place)).isFile) return [place];
    const unreadable = (path: string, error: unknown): void =>
      void problems.push({
        path: join(place, path),
        reason: `this folder cannot be read: ${reasonOf(error)}`,
      });
    return (await listFiles(place, unreadable)).map((path) => join(place, path));
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

/** What a file is. */
type Found =
  | "other"
  | "published"
  | "archive"
  /** It was met before, by another way. */
  | "seen"
  | { readonly record: RunRecord; readonly text: string }
  | { readonly reason: string };

async function look(path: string, seen: Set<string>): Promise<Found> {
  const name = basename(path);
  const isCalledRecord = RECORD_NAME.test(name);
  try {
    const real = await Deno.realPath(path);
    if (seen.has(real)) return "seen";
    seen.add(real);
    const { isFile, size } = await Deno.stat(path);
    if (!isFile) return "other";
    if (ARCHIVE.test(name)) return "archive";
    if (/\.jsonl$/i.test(name)) {
      return isPublished(await firstBytes(path)) ? "published" : "other";
    }
    if (!/\.json$/i.test(name)) return "other";
    if (size > MOST_BYTES) {
      return isCalledRecord ? { reason: "it is longer than any record" } : "other";
    }
    return whatIs(await Deno.readTextFile(path), isCalledRecord);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    if (error instanceof Deno.errors.NotFound) {
      return { reason: "it is a link to what is not there" };
    }
    return { reason: `it cannot be read: ${reasonOf(error)}` };
  }
}

async function firstBytes(path: string): Promise<string> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(4096);
  const count = await file.read(bytes) ?? 0;
  return new TextDecoder().decode(bytes.subarray(0, count));
}

/** Whether a text begins as published records do. */
function isPublished(text: string): boolean {
  const [head = ""] = text.split("\n");
  return head.startsWith("{") && ['"engine":', '"experiment":', '"training":']
    .every((key) => head.includes(key));
}

/** What must be known of a run for its record to have a place. */
const SPEC: Shape = { ...CONFIGURATION_SHAPE, seed: "count" };
const DAMAGED = { reason: "it is no intact record; copy it again, or train that run again" };

/**
 * What a text is.
 *
 * @param isCalledRecord whether it must be a record by its name
 */
function whatIs(text: string, isCalledRecord: boolean): Found {
  let value: RunRecord;
  try {
    value = JSON.parse(text);
  } catch {
    return isCalledRecord || /^\s*\{"format":\d+,"result":/.test(text) ? DAMAGED : "other";
  }
  if (!hasShape(value, { spec: {}, result: {} })) return isCalledRecord ? DAMAGED : "other";
  const { format, spec } = value as { readonly format: unknown; readonly spec: RunRecord["spec"] };
  const earlier = earlierRecord(text, spec);
  if (earlier !== undefined) {
    return { record: earlier, text: formatRecord(earlier.spec, earlier.result) };
  }
  if (typeof format === "number" && format !== RECORD_FORMAT) {
    return {
      reason:
        `it is a record of format ${format}, and this version reads format ${RECORD_FORMAT}; use the version that wrote it, or train that run again`,
    };
  }
  const record = hasShape(spec, SPEC) ? parseRecord(text, spec) : undefined;
  if (record === undefined) return DAMAGED;
  // Not just any JSON that means the same: the very bytes that would be written.
  return formatRecord(record.spec, record.result) === text ? { record, text } : DAMAGED;
}

/** A record of the format before, which named no document: there was but one. */
function earlierRecord(text: string, given: unknown): RunRecord | undefined {
  const spec = upgraded(given, DOCUMENTS[0]!.id);
  return hasShape(spec, SPEC) ? parseEarlierRecord(text, spec as unknown as RunSpec) : undefined;
}

/** Puts a record into the store unless it is there. */
async function take(
  store: RecordStore,
  { spec, result }: RunRecord,
  text: string,
): Promise<"taken" | "known" | { readonly reason: string }> {
  let path: string;
  try {
    path = store.path(spec);
  } catch (error) {
    return { reason: `it names what cannot be a folder (${messageOf(error)})` };
  }
  const present = await store.read(spec);
  if (typeof present === "string") {
    await store.write(spec, result);
    return "taken";
  }
  if (formatRecord(present.spec, present.result) === text) return "known";
  return {
    reason:
      `${path} is of the same run and differs; one of the two machines is broken, find out which with "deno task verify"`,
  };
}
