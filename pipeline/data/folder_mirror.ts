import { join } from "node:path";
import type { DataFile } from "../../lib/data/sources.ts";
import { readError, readIfThere, statFile } from "../system/files.ts";
import { findObstacle } from "../system/obstacle.ts";
import { messageOf, UserError } from "../system/user_error.ts";
import { type FolderMirror, MirrorError, servedNames } from "./mirror.ts";
import { maxServedBytes, readPayload, WrongPayloadError } from "./payload.ts";

/** How deep below a mirror's folder to look for files: "MNIST/raw" is two. */
const MAX_DEPTH = 2;
/** A mirror with more entries is not searched to the end. */
const MAX_ENTRIES = 20_000;

/** A verified payload, and where it came from. */
export interface Served {
  readonly payload: Uint8Array;
  /** How messages name the place. */
  readonly from: string;
}

/**
 * Reads a file from a folder: the first one with a usual name and the right content, the
 * least deep first.
 *
 * @throws {MirrorError} if there is none
 */
export async function readFromFolder({ folder }: FolderMirror, file: DataFile): Promise<Served> {
  checkFolder(folder);
  const problems: string[] = [];
  const names = servedNames(file.name);
  for (const path of await search(folder, names, problems)) {
    try {
      const info = await statFile(path);
      if (info === undefined) continue;
      if (info.size > maxServedBytes(file)) {
        throw new WrongPayloadError(`its ${info.size} bytes are too many`);
      }
      const served = await readIfThere(path);
      if (served !== undefined) return { payload: readPayload(served, file), from: path };
    } catch (error) {
      if (error instanceof UserError) problems.push(error.message);
      else if (error instanceof WrongPayloadError) {
        problems.push(`${path} is not that file: ${error.message}`);
      } else throw error;
    }
  }
  throw new MirrorError(
    problems.join("; ") || `neither it nor its folders have a file ${names[0]}`,
  );
}

/** @throws {MirrorError} if there is no such folder, or it cannot be entered */
function checkFolder(folder: string): void {
  const obstacle = findObstacle(folder, "folder");
  if (obstacle === undefined) return;
  const isFile = obstacle.reason.startsWith(`${folder} is a file`);
  const advice = isFile ? "name the folder that it is in" : obstacle.advice;
  throw new MirrorError(`${obstacle.reason}; ${advice}`, { isOfMirror: true });
}

/**
 * The files in a folder and the folders below it that have one of some names.
 *
 * @param problems where to note what could not be searched
 */
async function search(
  folder: string,
  names: readonly string[],
  problems: string[],
): Promise<string[]> {
  const rank = (name: string): number => names.indexOf(name.toLowerCase());
  const found: string[] = [];
  let entries = 0;
  let folders = [folder];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    const deeper: string[] = [];
    for (const one of folders) {
      const here: string[] = [];
      try {
        for await (const { name } of Deno.readDir(one)) {
          if (++entries > MAX_ENTRIES) {
            problems.push(
              `it has more than ${MAX_ENTRIES} files; name the folder in it that holds the data`,
            );
            return found;
          }
          if (!name.startsWith(".")) here.push(name);
        }
      } catch (error) {
        problems.push(messageOf(readError(one, error)));
      }
      for (const name of here.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
        const path = join(one, name);
        const isFolder = await Deno.stat(path).then((info) => info.isDirectory, () => false);
        if (isFolder) deeper.push(path);
        else if (rank(name) >= 0) found.push(path);
      }
    }
    folders = deeper;
  }
  return found;
}
