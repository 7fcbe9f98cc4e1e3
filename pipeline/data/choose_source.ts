import { join } from "node:path";
import { DATA_SOURCES, type DataSource, MNIST, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { readError } from "../system/files.ts";
import { UserError } from "../system/user_error.ts";
import { cacheState } from "./cache.ts";

/** Said wherever the built-in digits stand in for MNIST. */
export const SYNTHETIC_WARNING =
  "NOT MNIST: these are built-in synthetic digits; nothing here can be compared with the document's numbers";

/** Says so if a data set is not MNIST; tasks do this first and last. */
export function warnIfSynthetic(source: DataSource, print: (line: string) => void): void {
  if (source === SYNTHETIC_DIGITS) print(`warning: ${SYNTHETIC_WARNING}`);
}

/**
 * The data set of some name.
 *
 * @throws {UserError} if there is none, which the command line has checked but records have not
 */
export function sourceByName(name: string): DataSource {
  const source = DATA_SOURCES.find((candidate) => candidate.name === name);
  if (source !== undefined) return source;
  throw new UserError(
    `Cannot use the data set ${JSON.stringify(name)}: here are only ${
      DATA_SOURCES.map((known) => known.name).join(" and ")
    }; use the version of Retrace that it is of`,
  );
}

/**
 * What shows that MNIST was here before, so that other digits must not take its place
 * unasked.
 *
 * @returns a clause for a sentence, or undefined if nothing does
 * @throws {UserError} if the folder cannot be read
 */
export async function traceOfMnist(dataFolder: string): Promise<string | undefined> {
  const { state, problems } = await cacheState(dataFolder, MNIST);
  if (state !== "empty") return problems[0] ?? "it is there";
  const records = join(dataFolder, "runs", MNIST.name);
  try {
    for await (const { name } of Deno.readDir(records)) {
      if (!name.startsWith(".")) return `its images are gone, but ${records} holds records of it`;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw readError(records, error);
  }
  return undefined;
}

/**
 * The data set that train and report work on: the one asked for; without a wish MNIST,
 * or the built-in digits where these are and MNIST never was.
 *
 * @throws {UserError} if the cache does not hold it, naming what is missing or damaged
 */
export async function chooseCachedSource(
  dataFolder: string,
  wish: string | undefined,
): Promise<DataSource> {
  const source = wish === undefined ? MNIST : sourceByName(wish);
  const { state, problems } = await cacheState(dataFolder, source);
  if (state === "complete") return source;
  const fetch = `run "deno task fetch${wish === undefined ? "" : ` --dataset ${wish}`}"`;
  if (state === "incomplete") {
    throw new UserError(`Cannot use ${source.title}: ${problems.join(", ")}; ${fetch}`);
  }
  if (wish === undefined) {
    const trace = await traceOfMnist(dataFolder);
    if (trace !== undefined) {
      throw new UserError(
        `Cannot use MNIST: ${trace}; ${fetch}, or say --dataset ${SYNTHETIC_DIGITS.name}`,
      );
    }
    const standIn = await cacheState(dataFolder, SYNTHETIC_DIGITS);
    if (standIn.state !== "empty") {
      return await chooseCachedSource(dataFolder, SYNTHETIC_DIGITS.name);
    }
  }
  throw new UserError(
    `Cannot find ${source.title} in ${dataFolder}: it has not been fetched; ${fetch} first`,
  );
}
