/**
 * The documents that are retraced, and what a document is made of. To add one, add its
 * folder and a line to the list.
 *
 * @module
 */

import { DNN_FROM_SCRATCH_NOTEBOOK } from "./dnn-from-scratch-notebook/mod.ts";
import type { Document } from "./document.ts";

/** All documents; the first is the one that tasks take unless they are told another. */
export const DOCUMENTS: readonly Document[] = [DNN_FROM_SCRATCH_NOTEBOOK];

export * from "./claim.ts";
export * from "./defect.ts";
export * from "./document.ts";
export * from "./experiment.ts";
export * from "./language.ts";
export * from "./measure.ts";
export * from "./measured_run.ts";
export * from "./race.ts";
export * from "./recorded.ts";
export * from "./run_measures.ts";
export * from "./self_test.ts";
export * from "./tolerance.ts";
export * from "./variation.ts";
export * from "./verdict.ts";
