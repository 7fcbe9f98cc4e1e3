import { join } from "node:path";
import { type DataFile, dataFiles, type DataSource } from "../../lib/data/sources.ts";
import { readError } from "../files.ts";
import { sha256 } from "./payload.ts";

/** Where a file of a data set lies. */
export function cachePath(dataFolder: string, source: DataSource, file: DataFile): string {
  return join(dataFolder, source.name, file.name);
}

/** Reads a file of the cache, and says whether it is what it must be. */
export async function readCached(
  path: string,
  file: DataFile,
): Promise<{ state: "valid"; payload: Uint8Array } | { state: "missing" | "damaged" }> {
  try {
    const { isDirectory, size } = await Deno.stat(path);
    if (!isDirectory && size !== file.bytes) return { state: "damaged" };
    const payload = await Deno.readFile(path); // Of a folder, this says so.
    return sha256(payload) === file.sha256 ? { state: "valid", payload } : { state: "damaged" };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { state: "missing" };
    throw readError(path, error);
  }
}

/** Whether every file of a data set is there and valid. */
export async function isCached(dataFolder: string, source: DataSource): Promise<boolean> {
  for (const file of dataFiles(source)) {
    const { state } = await readCached(cachePath(dataFolder, source, file), file);
    if (state !== "valid") return false;
  }
  return true;
}

/** The identity of a data set: the hash of the hashes of its files. */
export function dataHash(source: DataSource): string {
  return sha256(dataFiles(source).map((file) => `${file.sha256}\n`).join(""));
}
