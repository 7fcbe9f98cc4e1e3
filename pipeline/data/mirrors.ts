import type { DataFile } from "../../lib/data/sources.ts";
import { download, type OnProgress, type RetryPolicy } from "./download.ts";
import { readFromFolder, type Served } from "./folder_mirror.ts";
import type { Mirror, UrlMirror } from "./mirror.ts";
import { MirrorError } from "./mirror_error.ts";
import { servedNames } from "./mirror_names.ts";
import { mostServedBytes, readPayload } from "./payload.ts";

/**
 * Gets one file from one mirror.
 *
 * @throws {MirrorError} saying in a few words why the mirror did not serve the file
 */
export async function fetchFromMirror(
  mirror: Mirror,
  file: DataFile,
  policy: RetryPolicy,
  onProgress: OnProgress,
): Promise<Served> {
  return "folder" in mirror
    ? await readFromFolder(mirror, file)
    : await fetchFromUrl(mirror, file, policy, onProgress);
}

async function fetchFromUrl(
  mirror: UrlMirror,
  file: DataFile,
  policy: RetryPolicy,
  onProgress: OnProgress,
): Promise<Served> {
  const read = (bytes: Uint8Array): Uint8Array => readPayload(bytes, file);
  const most = mostServedBytes(file);
  let firstError: MirrorError | undefined;
  for (const name of servedNames(file.name)) {
    try {
      const payload = await download({ mirror, name, most, read, onProgress }, policy);
      return { payload, from: mirror.shown };
    } catch (error) {
      if (!(error instanceof MirrorError)) throw error;
      if (!error.isMissing) throw error;
      firstError ??= error;
    }
  }
  throw firstError!;
}
