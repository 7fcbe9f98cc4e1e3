import { join } from "node:path";
import type { Document } from "../../lib/documents/document.ts";
import { readTextIfThere } from "../system/files.ts";
import { publishedFolder } from "../system/folders.ts";
import { UserError } from "../system/user_error.ts";
import { knownExperiments } from "./groups.ts";
import { MANIFEST_FILE, parseManifest } from "./manifest.ts";
import { isRecordsPath, parsePublished, readRecordFiles } from "./published_file.ts";
import { runKey } from "./record.ts";
import type { Run } from "./run.ts";

/** Published runs by `runKey`. */
export type PublishedRuns = ReadonlyMap<string, Run>;

/**
 * The published runs of a document, which everybody who has the repository has on record.
 * Runs of outdated configurations are included; nothing asks for their keys.
 *
 * @param root the folder that "reports" lies in; the working folder by default
 * @throws {UserError} if published records are damaged or cannot be read
 */
export async function readPublishedRuns(document: Document, root = "."): Promise<PublishedRuns> {
  const folder = join(root, publishedFolder(document));
  const experiments = knownExperiments(document);
  const files = await readRecordFiles(folder);
  const manifest = parseManifest(await readTextIfThere(join(folder, MANIFEST_FILE)) ?? "");
  const lost = Object.keys(manifest?.files ?? {})
    .filter((path) => isRecordsPath(path) && !files.has(path));
  if (lost.length > 0) {
    throw new UserError(
      `Cannot use ${folder}: its manifest lists ${
        lost.join(", ")
      }, which does not exist; take the folder from the repository again`,
    );
  }
  const runs = new Map<string, Run>();
  for (const [path, text] of files) {
    const where = join(folder, path);
    const { configuration, runs: list, hasChecksum } = parsePublished(where, text);
    if (!hasChecksum) {
      throw new UserError(
        `Cannot use ${where}: it has no checksum; take it from the repository again`,
      );
    }
    const { firstSeed = 0 } = experiments.get(configuration.experiment) ?? {};
    for (const run of list) {
      runs.set(runKey({ ...configuration, seed: firstSeed + run.seed }), run);
    }
  }
  return runs;
}
