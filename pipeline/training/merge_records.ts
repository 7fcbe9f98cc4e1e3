import { join, relative, sep } from "node:path";
import { hasShape, type Shape } from "../shape.ts";
import { UserError } from "../user_error.ts";
import { CONFIGURATION_SHAPE, formatRecord, parseRecord, type RunRecord } from "./record.ts";
import type { RecordStore } from "./record_store.ts";

/** What came of a merge. */
export interface MergeSummary {
  /** Records taken over. */
  readonly taken: number;
  /** Records that were there already, with the same bytes. */
  readonly known: number;
}

/**
 * Takes the records of runs that were trained elsewhere into a store. Every one is
 * verified by its checksum; two records of one run must be the same, bit for bit.
 *
 * @param folder any folder that has record files somewhere below it
 * @throws {UserError} if a file is no intact record, or two records of a run differ
 */
export async function mergeRecords(store: RecordStore, folder: string): Promise<MergeSummary> {
  let taken = 0;
  let known = 0;
  for (const path of await recordPaths(folder)) {
    const text = await Deno.readTextFile(path);
    const record = intactRecord(text);
    if (record === undefined) {
      throw new UserError(
        `Cannot merge ${path}: it is no intact record; copy it again, or train that run again`,
      );
    }
    const present = await store.read(record.spec);
    if (typeof present === "string") {
      await store.write(record.spec, record.result);
      taken += 1;
    } else if (formatRecord(present.spec, present.result) === text) {
      known += 1;
    } else {
      throw new UserError(
        `Cannot merge ${path}: ${
          store.path(record.spec)
        } is of the same run and differs; one of the two machines is broken, find out which with "deno task verify"`,
      );
    }
  }
  return { taken, known };
}

/** What must be known of a run for its record to have a place. */
const SPEC: Shape = { ...CONFIGURATION_SHAPE, seed: "count" };

/** A record that is what it says, whatever run it is of. */
function intactRecord(text: string): RunRecord | undefined {
  try {
    const { spec } = JSON.parse(text);
    const record = hasShape(spec, SPEC) ? parseRecord(text, spec) : undefined;
    // Not just any JSON that means the same: the very bytes that would be written.
    return record && formatRecord(record.spec, record.result) === text ? record : undefined;
  } catch {
    return undefined;
  }
}

/** The paths of all JSON files below a folder, in an order of their own. */
async function recordPaths(folder: string): Promise<string[]> {
  const paths: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) paths.push(...await recordPaths(path));
      else if (entry.name.endsWith(".json")) paths.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`Cannot merge ${folder}: there is no such folder`);
  }
  const key = (path: string): string => relative(folder, path).split(sep).join("/");
  return paths.sort((a, b) => key(a) < key(b) ? -1 : 1);
}
