import { join } from "node:path";
import { DATA_SOURCES, type DataSource, MNIST, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { readError } from "../system/files.ts";
import { UserError } from "../system/user_error.ts";
import { cacheState } from "./cache.ts";

/** Printed wherever the built-in digits replace MNIST. */
export const SYNTHETIC_WARNING =
  "NOT MNIST: these are built-in synthetic digits; nothing here can be compared with the document's numbers";

/** Warns if a data set is not MNIST; tasks do this first and last. */
export function warnIfSynthetic(source: DataSource, print: (line: string) => void): void {
  if (source === SYNTHETIC_DIGITS) print(`warning: ${SYNTHETIC_WARNING}`);
}

/**
 * The data set with a name, which may come from a record.
 *
 * @throws {UserError} if this version does not know it
 */
export function sourceByName(name: string): DataSource {
  const source = DATA_SOURCES.find((candidate) => candidate.name === name);
  if (source !== undefined) return source;
  const known = DATA_SOURCES.map((candidate) => candidate.name).join(" and ");
  throw new UserError(
    `Cannot use the data set ${
      JSON.stringify(name)
    }: this version has only ${known}; use the version of Retrace that knows it`,
  );
}

/**
 * Evidence that MNIST was here before, so that other digits must not replace it unasked.
 *
 * @returns a clause for a sentence, or undefined if there is none
 * @throws {UserError} if the folder cannot be read
 */
export async function traceOfMnist(dataFolder: string): Promise<string | undefined> {
  const { state, problems } = await cacheState(dataFolder, MNIST);
  if (state !== "empty") return problems[0] ?? "it is there";
  for (const { id } of DOCUMENTS) {
    const records = join(dataFolder, "runs", id, MNIST.name);
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
 * The data set that train and report use: by default MNIST, or the built-in digits if the
 * cache has those and never had MNIST.
 *
 * @param requested its name, if the user gave one
 * @throws {UserError} if the cache does not hold it, naming what is missing or damaged
 */
export async function chooseCachedSource(
  dataFolder: string,
  requested: string | undefined,
): Promise<DataSource> {
  const source = requested === undefined ? MNIST : sourceByName(requested);
  const { state, problems } = await cacheState(dataFolder, source);
  if (state === "complete") return source;
  const fetch = `run "deno task fetch${requested === undefined ? "" : ` --dataset ${requested}`}"`;
  if (state === "incomplete") {
    throw new UserError(`Cannot use ${source.title}: ${problems.join(", ")}; ${fetch}`);
  }
  if (requested === undefined) {
    const trace = await traceOfMnist(dataFolder);
    if (trace !== undefined) {
      throw new UserError(
        `Cannot use MNIST: ${trace}; ${fetch}, or say --dataset ${SYNTHETIC_DIGITS.name}`,
      );
    }
    if ((await cacheState(dataFolder, SYNTHETIC_DIGITS)).state !== "empty") {
      return await chooseCachedSource(dataFolder, SYNTHETIC_DIGITS.name);
    }
  }
  throw new UserError(
    `Cannot find ${source.title} in ${dataFolder}: it has not been fetched; ${fetch} first`,
  );
}
