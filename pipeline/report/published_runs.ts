import { join } from "node:path";
import type { Document } from "../../lib/documents/document.ts";
import { readError } from "../system/files.ts";
import { publishedFolder } from "../system/folders.ts";
import { knownExperiments } from "../training/known_experiments.ts";
import { listFiles } from "../system/list_files.ts";
import { runKey, type RunSpec } from "../training/record.ts";
import type { Run } from "../training/summarise.ts";
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
  for (const path of await recordsBelow(folder)) {
    const where = join(folder, path);
    let text: string;
    try {
      text = await Deno.readTextFile(where);
    } catch (error) {
      throw readError(where, error);
    }
    const { configuration, runs: list, hasChecksum } = parsePublished(where, text);
    if (!hasChecksum) continue; // Of a version that could not tell damaged files.
    const { firstSeed = 0 } = experiments.get(configuration.experiment) ?? {};
    for (const run of list) {
      runs.set(runKey({ ...configuration, seed: firstSeed + run.seed }), run);
    }
  }
  return runs;
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
