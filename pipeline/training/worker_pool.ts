import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { RunResult, RunSpec } from "../records/record.ts";
import type { SharedDataset } from "./shared_dataset.ts";

/** Callbacks of a pool; the first argument is the number of the worker. */
export interface PoolEvents {
  /** A worker starts a run. */
  started(worker: number, spec: RunSpec): void;
  /** A run has reached an iteration. */
  progressed(worker: number, spec: RunSpec, iteration: number, testAccuracy: number | null): void;
  /** What a worker computes with: "wasm", or its replacement. */
  computesWith?(backend: string): void;
  /** A run is finished. The worker waits for the promise. */
  finished(worker: number, spec: RunSpec, result: RunResult): Promise<void>;
  /** A run has failed, and the others go on. The error has the stack of the worker. */
  failed(worker: number, spec: RunSpec, error: Error): void;
}

/**
 * Trains runs in parallel, in the order given: a free worker takes the next one. Resolves
 * when all have finished or failed.
 *
 * @param count the maximum number of workers, 1 or more
 * @param vectorBits the width that kernels are written for
 */
export async function trainInPool(
  specs: readonly RunSpec[],
  shared: SharedDataset,
  count: number,
  events: PoolEvents,
  vectorBits: VectorBits = 128,
): Promise<void> {
  const queue = [...specs];
  const workers = new Set<Worker>();
  const loops = Array.from(
    { length: Math.min(count, specs.length) },
    (_, number) =>
      workThrough(queue, number, () => startWorker(shared, vectorBits, workers), events),
  );
  try {
    await Promise.all(loops);
  } finally {
    // If the pool ends with an error, such as a full disk, no worker must go on.
    for (const worker of workers) worker.terminate();
  }
}

/** Takes runs from the queue until it is empty. */
async function workThrough(
  queue: RunSpec[],
  number: number,
  startWorker: () => Worker,
  events: PoolEvents,
): Promise<void> {
  let worker: Worker | undefined;
  for (let spec = queue.shift(); spec !== undefined; spec = queue.shift()) {
    worker ??= startWorker();
    events.started(number, spec);
    try {
      const result = await runInWorker(worker, spec, number, events);
      await events.finished(number, spec, result);
    } catch (error) {
      if (!(error instanceof RunFailure)) {
        queue.length = 0;
        throw error;
      }
      // The worker may be in any state, so the next run gets a new one.
      worker.terminate();
      worker = undefined;
      events.failed(number, spec, error);
    }
  }
}

/** @param all where the worker is registered, to be terminated in the end */
function startWorker(
  shared: SharedDataset,
  vectorBits: VectorBits,
  all: Set<Worker>,
): Worker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  all.add(worker);
  worker.postMessage({ kind: "data", shared, vectorBits } satisfies ToWorker);
  return worker;
}

/** A run that its worker could not finish. */
class RunFailure extends Error {
  override readonly name = "RunFailure";

  /** @param stack of the error in the worker */
  constructor(message: string, stack: string) {
    super(message);
    this.stack = stack;
  }
}

function runInWorker(
  worker: Worker,
  spec: RunSpec,
  number: number,
  events: PoolEvents,
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      event.preventDefault(); // It would end the whole process.
      const { message, filename, lineno } = event;
      reject(new RunFailure(message, `${message}\n    at ${filename}:${lineno}`));
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === "progress") {
        events.progressed(number, spec, data.iteration, data.testAccuracy);
      } else if (data.kind === "backend") events.computesWith?.(data.name);
      else if (data.kind === "done") resolve(data.result);
      else reject(new RunFailure(data.message, data.stack));
    };
    worker.postMessage({ kind: "run", spec } satisfies ToWorker);
  });
}
