import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { COUNT } from "../system/schema.ts";

/** A run as NumPy gave it. */
export interface GoldenRun {
  readonly id: string;
  readonly seed: number;
  /** [iteration, loss] of some iterations. */
  readonly losses: readonly (readonly [iteration: number, loss: number])[];
  /** [iteration, train accuracy, test accuracy] of all checkpoints. */
  readonly checkpoints: readonly (readonly [iteration: number, train: number, test: number])[];
}

/** A golden file of runs; written by train_golden.py. */
export interface Golden {
  /** The version of NumPy. */
  readonly numpy: string;
  /** The name of the data set. */
  readonly dataset: string;
  /** The iterations of each run, where they are fewer than the experiment's. */
  readonly iterations?: number;
  /** The number of images used, where not all are. */
  readonly trainImages?: number;
  readonly testImages?: number;
  readonly runs: readonly GoldenRun[];
}

const PAIR = v.array(v.number());
const GOLDEN = v.looseObject({
  numpy: v.string(),
  dataset: v.string(),
  runs: v.array(
    v.looseObject({
      id: v.string(),
      seed: COUNT,
      losses: v.array(PAIR),
      checkpoints: v.array(PAIR),
    }),
  ),
});

/** Whether a value, read from JSON, is a golden file of runs. */
export function isGolden(value: unknown): value is Golden {
  return v.is(GOLDEN, value);
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
