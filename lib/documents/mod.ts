/**
 * The documents that are retraced. To add one, add its folder and its name in the list.
 *
 * @module
 */

import { DNN_FROM_SCRATCH_NOTEBOOK } from "./dnn-from-scratch-notebook/mod.ts";
import type { Document } from "./document.ts";

/** All documents; the first is the one that tasks take unless they are told another. */
export const DOCUMENTS: readonly Document[] = [DNN_FROM_SCRATCH_NOTEBOOK];
