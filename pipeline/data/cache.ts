import { join } from "node:path";
import { type DataFile, dataFiles, type DataSource } from "../../lib/data/sources.ts";
import { readIfThere, statFile } from "../system/files.ts";
import { sha256 } from "./payload.ts";

/** The path of a cached file. */
export function cachePath(dataFolder: string, source: DataSource, file: DataFile): string {
  return join(dataFolder, source.name, file.name);
}

/**
 * Reads and verifies a cached file.
 *
 * @throws {UserError} if it cannot be read, or is not a file
 */
export async function readCached(
  path: string,
  file: DataFile,
): Promise<{ state: "valid"; payload: Uint8Array } | { state: "missing" | "damaged" }> {
  const info = await statFile(path);
  if (info === undefined) return { state: "missing" };
  if (info.size !== file.bytes) return { state: "damaged" };
  const payload = await readIfThere(path);
  if (payload === undefined) return { state: "missing" };
  return sha256(payload) === file.sha256 ? { state: "valid", payload } : { state: "damaged" };
}

/** How much of a data set is cached. */
export interface CacheState {
  /** Complete: every file is valid. Empty: every file is missing. */
  readonly state: "complete" | "empty" | "incomplete";
  /** Such as "data/mnist/x is damaged"; none if complete. */
  readonly problems: readonly string[];
}

/**
 * Verifies every file of a data set.
 *
 * @throws {UserError} if one cannot be read
 */
export async function cacheState(dataFolder: string, source: DataSource): Promise<CacheState> {
  const files = dataFiles(source);
  const problems: string[] = [];
  let missing = 0;
  for (const file of files) {
    const path = cachePath(dataFolder, source, file);
    const { state } = await readCached(path, file);
    if (state !== "valid") problems.push(`${path} is ${state}`);
    if (state === "missing") missing += 1;
  }
  if (problems.length === 0) return { state: "complete", problems };
  return { state: missing === files.length ? "empty" : "incomplete", problems };
}

/** The identity of a data set: the hash of the hashes of its files. */
export function dataHash(source: DataSource): string {
  return sha256(dataFiles(source).map((file) => `${file.sha256}\n`).join(""));
}
