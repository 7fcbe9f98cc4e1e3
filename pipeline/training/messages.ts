import type { RunResult, RunSpec } from "../records/record.ts";
import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import type { SharedDataset } from "./shared_dataset.ts";

/** Messages to a worker: first the data, then one run after the other. */
export type ToWorker =
  | {
    readonly kind: "data";
    readonly shared: SharedDataset;
    /** The width that kernels are written for. */
    readonly vectorBits: VectorBits;
  }
  | { readonly kind: "run"; readonly spec: RunSpec };

/** Messages from a worker about itself and its current run. */
export type FromWorker =
  | {
    readonly kind: "progress";
    /** The last iteration done, counted from 0. */
    readonly iteration: number;
    /** The test accuracy of the last checkpoint, 0..1; null before the first. */
    readonly testAccuracy: number | null;
  }
  | {
    readonly kind: "backend";
    /** What it computes with: "wasm", or its replacement. */
    readonly name: string;
  }
  | { readonly kind: "done"; readonly result: RunResult }
  | {
    readonly kind: "failed";
    readonly message: string;
    /** For a bug report. */
    readonly stack: string;
  };
