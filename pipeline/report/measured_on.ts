import { DATA_SOURCES, type DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import { dataHash } from "../data/cache.ts";

/**
 * The data set that a document measured its numbers on.
 *
 * @throws {RangeError} if there is none of the name that it gives
 */
export function measuredOn({ id, dataset }: Pick<Document, "id" | "dataset">): DataSource {
  const source = DATA_SOURCES.find(({ name }) => name === dataset);
  if (source === undefined) {
    throw new RangeError(`Cannot find the data set "${dataset}", which ${id} names as its own`);
  }
  return source;
}

/** Whether runs on a data set may be compared with a document's numbers: the same images, not the same name. */
export function isComparable(document: Document, source: DataSource): boolean {
  return dataHash(source) === dataHash(measuredOn(document));
}
