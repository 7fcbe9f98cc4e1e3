import type { RunResult, RunSpec } from "../records/record.ts";
import type { SharedDataset } from "./shared_dataset.ts";

/** What the pipeline tells a worker: first the data, then one run after the other. */
export type ToWorker =
  | { readonly kind: "data"; readonly shared: SharedDataset }
  | { readonly kind: "run"; readonly spec: RunSpec };

/** What a worker tells the pipeline about itself and its present run. */
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
    /** What it computes with: "wasm", or what took over. */
    readonly name: string;
  }
  | { readonly kind: "done"; readonly result: RunResult }
  | {
    readonly kind: "failed";
    readonly message: string;
    /** Where it happened, for a report of the bug. */
    readonly stack: string;
  };
