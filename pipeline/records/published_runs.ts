import { join } from "node:path";
import type { Document } from "../../lib/documents/document.ts";
import { readError, readTextIfThere } from "../system/files.ts";
import { publishedFolder } from "../system/folders.ts";
import { knownExperiments } from "./groups.ts";
import { listFiles } from "../system/list_files.ts";
import { runKey, type RunSpec } from "./record.ts";
import { UserError } from "../system/user_error.ts";
import type { Run } from "./run.ts";
import { MANIFEST_FILE, parseManifest } from "./manifest.ts";
import { isRecordsPath, parsePublished, RECORDS_FOLDER } from "./published_file.ts";

/** Published runs, by the key of what decides each. */
export type PublishedRuns = ReadonlyMap<string, Run>;

/** The published run of a spec, if there is one. */
export function publishedRun(runs: PublishedRuns, spec: RunSpec): Run | undefined {
  return runs.get(runKey(spec));
}

/**
 * The published runs of a document: on record for everybody who has the repository. Those
 * of configurations that are no more, or not yet, have keys that nobody asks for.
 *
 * @param root the folder that "reports" lies in; default the working folder
 * @throws {UserError} if published records are damaged or cannot be read
 */
export async function readPublishedRuns(document: Document, root = "."): Promise<PublishedRuns> {
  const folder = join(root, publishedFolder(document));
  const experiments = knownExperiments(document);
  const runs = new Map<string, Run>();
  const paths = await recordsBelow(folder);
  const lost = (await listedRecords(folder)).filter((path) => !paths.includes(path));
  if (lost.length > 0) {
    throw new UserError(
      `Cannot use ${folder}: ${lost.join(", ")} ${
        lost.length === 1 ? "is" : "are"
      } in its manifest and not there; take the folder from the repository again`,
    );
  }
  for (const path of paths) {
    const where = join(folder, path);
    let text: string;
    try {
      text = await Deno.readTextFile(where);
    } catch (error) {
      throw readError(where, error);
    }
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

/** The records that the manifest of a report lists; none where there is none. */
async function listedRecords(folder: string): Promise<string[]> {
  const manifest = parseManifest(await readTextIfThere(join(folder, MANIFEST_FILE)) ?? "");
  return Object.keys(manifest?.files ?? {}).filter(isRecordsPath);
}

async function recordsBelow(folder: string): Promise<string[]> {
  try {
    const names = await listFiles(join(folder, RECORDS_FOLDER));
    return names.map((name) => `${RECORDS_FOLDER}/${name}`).filter(isRecordsPath);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // Nothing is published yet.
    throw readError(join(folder, RECORDS_FOLDER), error);
  }
}
