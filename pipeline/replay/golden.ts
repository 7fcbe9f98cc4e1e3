import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { COUNT, SHARE, type Stored } from "../system/schema.ts";

/** A run as NumPy gave it. */
const GOLDEN_RUN = v.object({
  id: v.string(),
  seed: COUNT,
  /** [iteration, loss] of some iterations. */
  losses: v.array(v.tuple([COUNT, v.number()])),
  /** [iteration, train accuracy, test accuracy] of all checkpoints. */
  checkpoints: v.array(v.tuple([COUNT, SHARE, SHARE])),
});
export type GoldenRun = Stored<typeof GOLDEN_RUN>;

/** A golden file of runs; written by train_golden.py. */
const GOLDEN = v.object({
  /** The version of NumPy. */
  numpy: v.string(),
  /** The name of the data set. */
  dataset: v.string(),
  /** The iterations of each run, if they are fewer than the experiment's. */
  iterations: v.exactOptional(COUNT),
  /** The number of images used, if not all are. */
  trainImages: v.exactOptional(COUNT),
  testImages: v.exactOptional(COUNT),
  runs: v.array(GOLDEN_RUN),
});
export type Golden = Stored<typeof GOLDEN>;

/** Reads a golden file of runs; undefined if it is not one. */
export function parseGolden(text: string): Golden | undefined {
  try {
    return v.parse(GOLDEN, JSON.parse(text));
  } catch {
    return undefined; // Not JSON, or JSON of something else.
  }
}

/** The files of a document that no module can import, by name. */
function documentPath({ id }: { readonly id: string }, name: string): string {
  return fileURLToPath(new URL(`../../lib/documents/${id}/${name}`, import.meta.url));
}

/** The path of a document's NumPy reference. */
export function referencePath(document: { readonly id: string }): string {
  return documentPath(document, "reference.py");
}

/** The path of a golden file of a document, such as "mnist-full.json". */
export function goldenPath(document: { readonly id: string }, name: string): string {
  return documentPath(document, `golden/${name}`);
}
