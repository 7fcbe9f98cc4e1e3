import { DATA_SOURCES, type DataSource, MNIST, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { UserError } from "../user_error.ts";
import { isCached } from "./cache.ts";

/** Said wherever the built-in digits stand in for MNIST. */
export const SYNTHETIC_WARNING =
  "NOT MNIST: these are built-in synthetic digits; nothing here can be compared with the document's numbers";

/** The data set of some name; the command line has checked that there is one. */
export function sourceByName(name: string): DataSource {
  return DATA_SOURCES.find((source) => source.name === name)!;
}

/**
 * The data set that train and report work on: the one asked for; without a
 * wish MNIST where it is in the cache, else the built-in digits where they are.
 *
 * @throws {UserError} if the cache does not hold it
 */
export async function chooseCachedSource(
  dataFolder: string,
  wish: string | undefined,
): Promise<DataSource> {
  const candidates = wish === undefined ? [MNIST, SYNTHETIC_DIGITS] : [sourceByName(wish)];
  for (const source of candidates) {
    if (await isCached(dataFolder, source)) return source;
  }
  throw new UserError(
    `Cannot find ${
      candidates.map(({ title }) => title).join(" or ")
    } in ${dataFolder}: files are missing or damaged; run "deno task fetch${
      wish === undefined ? "" : ` --dataset ${wish}`
    }" first`,
  );
}
