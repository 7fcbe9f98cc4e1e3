import { join } from "node:path";
import { type DataSource, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { readError } from "../system/files.ts";
import { taskCommand } from "../system/task_command.ts";
import { UserError } from "../system/user_error.ts";
import { cacheState } from "./cache.ts";

/** Warns if a data set is not the document's; tasks do this first and last. */
export function warnIfOther(
  source: DataSource,
  { dataset }: Pick<Document, "dataset">,
  print: (line: string) => void,
): void {
  if (source === dataset) return;
  print(
    `warning: NOT ${dataset.title}: the data set is ${source.title}; nothing here can be compared with the document's numbers`,
  );
}

/**
 * Evidence that a data set was here before, so that another must not replace it unasked.
 *
 * @returns a clause for a sentence, or undefined if there is none
 * @throws {UserError} if the folder cannot be read
 */
export async function traceOf(
  source: DataSource,
  dataFolder: string,
): Promise<string | undefined> {
  const { state, problems } = await cacheState(dataFolder, source);
  if (state !== "empty") return problems[0] ?? "it is there";
  const folders = DOCUMENTS.map(({ id }) => join(dataFolder, "runs", id, source.name));
  // Records of format 2 are in a folder of no document.
  for (const records of [...folders, join(dataFolder, "runs", source.name)]) {
    try {
      for await (const { name } of Deno.readDir(records)) {
        if (!name.startsWith(".")) return `its images are gone, but ${records} holds records of it`;
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw readError(records, error);
    }
  }
  return undefined;
}

/**
 * The data set that train and report use: by default the document's,
 * or the built-in digits if the cache has those and never had the document's.
 *
 * @param requested the one that the user named, if any
 * @throws {UserError} if the cache does not hold it, naming what is missing or damaged
 */
export async function chooseCachedSource(
  dataFolder: string,
  document: Pick<Document, "id" | "dataset">,
  requested?: DataSource,
): Promise<DataSource> {
  const source = requested ?? document.dataset;
  const { state, problems } = await cacheState(dataFolder, source);
  if (state === "complete") return source;
  const command = requested === undefined
    ? taskCommand("fetch", document)
    : `deno task fetch --dataset ${requested.name}`;
  const fetch = `run "${command}"`;
  if (state === "incomplete") {
    throw new UserError(`Cannot use ${source.title}: ${problems.join(", ")}; ${fetch}`);
  }
  if (requested === undefined) {
    const trace = await traceOf(source, dataFolder);
    if (trace !== undefined) {
      throw new UserError(
        `Cannot use ${source.title}: ${trace}; ${fetch}, or say --dataset ${SYNTHETIC_DIGITS.name}`,
      );
    }
    const standIn = await cacheState(dataFolder, SYNTHETIC_DIGITS);
    if (standIn.state !== "empty") {
      return await chooseCachedSource(dataFolder, document, SYNTHETIC_DIGITS);
    }
  }
  throw new UserError(
    `Cannot find ${source.title} in ${dataFolder}: it has not been fetched; ${fetch} first`,
  );
}
