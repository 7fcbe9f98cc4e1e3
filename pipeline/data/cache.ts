import { join } from "node:path";
import { type DataFile, dataFiles, type DataSource } from "../../lib/data/sources.ts";
import { readIfThere, statFile } from "../system/files.ts";
import { UserError } from "../system/user_error.ts";
import { sha256 } from "../system/sha256.ts";

/** The path of a cached file. */
export function cachePath(dataFolder: string, source: DataSource, file: DataFile): string {
  return join(dataFolder, source.name, file.name);
}

/**
 * Reads a file of the cache, and says whether it is what it must be: of the right length
 * alone, where its hash is not recorded.
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
  const isValid = file.sha256 === undefined || sha256(payload) === file.sha256;
  return isValid ? { state: "valid", payload } : { state: "damaged" };
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

/**
 * The identity of a data set: the hash of the hashes of its files.
 *
 * @throws {UserError} if one of these is not recorded
 */
export function dataHash(source: DataSource): string {
  const hashes = dataFiles(source).map((file) => file.sha256);
  if (hashes.includes(undefined)) {
    throw new UserError(
      `Cannot use ${source.title}: the SHA-256 of its files is not recorded; run "deno task fetch --dataset ${source.name}", and put what it prints into lib/data/sources.ts`,
    );
  }
  return sha256(hashes.map((hash) => `${hash}\n`).join(""));
}
