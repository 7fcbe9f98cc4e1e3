/**
 * Trains one run after the other on data that it shares with the other workers.
 *
 * @module
 */

import type { Backend } from "../../lib/engine/matrix/backend.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import type { TrainingData } from "../../lib/engine/training/train.ts";
import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import { checkKernels } from "../../lib/engine/check_kernels.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import { messageOf } from "../system/user_error.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { runExperiment } from "./run_experiment.ts";
import { viewDataset } from "./shared_dataset.ts";

/** Iterations between progress messages. */
const REPORT_EVERY = 25;

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = self as unknown as WorkerScope;
let data: TrainingData | undefined;
let vectorBits: VectorBits = 128;
/** The same for all runs, which are of one number format. */
let backend: Backend | undefined;

function startBackend(dtype: Dtype): Backend {
  const started = fastestBackend(dtype, { vectorBits });
  // Nothing checks the memory that these kernels read and write, so they are checked first.
  if (vectorBits > 128) checkKernels(started);
  scope.postMessage({ kind: "backend", name: started.name });
  return started;
}

scope.onmessage = async ({ data: message }) => {
  try {
    if (message.kind === "data") {
      data = viewDataset(message.shared);
      vectorBits = message.vectorBits;
      return;
    }
    let testAccuracy: number | null = null;
    const result = await runExperiment(
      message.spec,
      data!,
      backend ??= startBackend(message.spec.dtype),
      (event) => {
        if (event.kind === "checkpoint") testAccuracy = event.testAccuracy;
        const isDue = event.kind === "iteration" && event.iteration % REPORT_EVERY === 0;
        if (event.kind === "checkpoint" || isDue) {
          scope.postMessage({ kind: "progress", iteration: event.iteration, testAccuracy });
        }
      },
    );
    scope.postMessage({ kind: "done", result });
  } catch (error) {
    const stack = error instanceof Error ? error.stack ?? "" : "";
    scope.postMessage({ kind: "failed", message: messageOf(error), stack });
  }
};
