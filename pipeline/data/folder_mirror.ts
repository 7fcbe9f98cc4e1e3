import { join } from "node:path";
import type { DataFile } from "../../lib/data/sources.ts";
import { readError, readIfThere, statFile } from "../system/files.ts";
import { findObstacle } from "../system/obstacle.ts";
import { messageOf, UserError } from "../system/user_error.ts";
import type { FolderMirror } from "./mirror.ts";
import { MirrorError } from "./mirror_error.ts";
import { servedNames } from "./mirror_names.ts";
import { mostServedBytes, readPayload, WrongPayloadError } from "./payload.ts";

/** How deep below a mirror's folder files are looked for: "MNIST/raw" is two. */
const DEEPEST = 2;
/** More than this in the folders of a mirror is not looked through. */
const MOST_ENTRIES = 20_000;

/** A verified payload, and where it came from. */
export interface Served {
  readonly payload: Uint8Array;
  /** How messages name the place. */
  readonly from: string;
}

/**
 * Gets one file from a folder: the first of the usual names that has the right
 * content, the least deep first.
 *
 * @throws {MirrorError} if there is none
 */
export async function readFromFolder(mirror: FolderMirror, file: DataFile): Promise<Served> {
  checkFolder(mirror.folder);
  const names = servedNames(file.name);
  const problems: string[] = [];
  const search: Search = { names, found: [], problems, entriesLeft: MOST_ENTRIES };
  let folders = [mirror.folder];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const deeper: string[] = [];
    for (const folder of folders) deeper.push(...await lookInto(folder, search));
    folders = deeper;
  }
  for (const path of search.found) {
    try {
      const payload = await readServed(path, file);
      if (payload !== undefined) return { payload, from: path };
    } catch (error) {
      if (!(error instanceof WrongPayloadError || error instanceof UserError)) throw error;
      const isOurs = error instanceof UserError;
      problems.push(isOurs ? error.message : `${path} is not that file: ${error.message}`);
    }
  }
  throw new MirrorError(
    problems.length > 0 ? problems.join("; ") : `it has no file ${names[0]}, nor have its folders`,
  );
}

/** @throws {MirrorError} if there is no such folder, or it cannot be entered */
function checkFolder(folder: string): void {
  const obstacle = findObstacle(folder, "folder");
  if (obstacle !== undefined) {
    if (isFile(folder)) {
      const reason =
        `${folder} is a file, and a folder is needed there; name the folder that it is in`;
      throw new MirrorError(reason, { isOfMirror: true });
    }
    throw new MirrorError(`${obstacle.reason}; ${obstacle.advice}`, { isOfMirror: true });
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

interface Search {
  readonly names: readonly string[];
  /** The files with such names. */
  readonly found: string[];
  /** What was met on the way; said if nothing is found. */
  readonly problems: string[];
  /** How many entries may still be looked at. */
  entriesLeft: number;
}

/** Looks for files in a folder, and returns the folders in it. */
async function lookInto(folder: string, search: Search): Promise<string[]> {
  const here: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (search.entriesLeft-- === 0) {
        search.problems.push(
          `it has more than ${MOST_ENTRIES} files; name the folder in it that holds the data`,
        );
      }
      if (search.entriesLeft < 0) return [];
      if (!name.startsWith(".")) here.push(name);
    }
  } catch (error) {
    search.problems.push(messageOf(readError(folder, error)));
    return [];
  }
  const rank = (name: string): number => search.names.indexOf(name.toLowerCase());
  const deeper: string[] = [];
  for (const name of here.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
    const path = join(folder, name);
    const isFolder = await Deno.stat(path).then((info) => info.isDirectory, () => false);
    if (isFolder) deeper.push(path);
    else if (rank(name) >= 0) search.found.push(path);
  }
  return deeper;
}

/** @returns undefined if the file has gone */
async function readServed(path: string, file: DataFile): Promise<Uint8Array | undefined> {
  const info = await statFile(path);
  if (info === undefined) return undefined;
  if (info.size > mostServedBytes(file)) {
    throw new WrongPayloadError(`its ${info.size} bytes are too many`);
  }
  const served = await readIfThere(path);
  return served && readPayload(served, file);
}
