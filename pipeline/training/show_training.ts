import type { TrainingData } from "../../lib/engine/training/train.ts";
import type { TrainingProgress } from "../system/terminal/training_progress.ts";
import { workOf } from "./cost.ts";
import type { RunResult, RunSpec } from "../records/record.ts";
import { describeTimeLeft, TimeLeft } from "./time_left.ts";
import type { PoolEvents } from "./worker_pool.ts";

/** What to do when a run is over; both return the line to print. */
export interface Endings {
  finished(spec: RunSpec, result: RunResult, milliseconds: number): Promise<string>;
  failed(spec: RunSpec, error: Error): string;
}

/** "2-3-adam, seed 0": how messages name a run. */
export function nameOf(spec: RunSpec): string {
  return `${spec.experiment}, seed ${spec.seed}`;
}

/**
 * Shows the events of a pool.
 *
 * @param queue the runs in the order in which the pool takes them
 */
export function showTraining(
  queue: readonly RunSpec[],
  data: TrainingData,
  workers: number,
  progress: TrainingProgress,
  endings: Endings,
): PoolEvents {
  const jobs = queue.map((spec) => ({ kind: spec.experiment, work: workOf(spec, data) }));
  const timeLeft = new TimeLeft(jobs, workers);
  const left = (): string => describeTimeLeft(timeLeft.left());
  const over = (worker: number, text: string): void => {
    progress.idle(worker);
    progress.over(text, left());
    progress.overall(timeLeft.share(), left());
  };
  let isSlow = false;
  return {
    computesWith(backend) {
      if (backend === "wasm" || isSlow) return;
      isSlow = true; // All workers are alike, so it is printed once.
      progress.line(
        `computing with typed arrays (the backend "${backend}"), because WebAssembly with vectors, or memory for it, is not available here: the results are the same, but training takes several times as long`,
      );
    },
    started(worker, spec) {
      timeLeft.started(worker);
      progress.worker(worker, nameOf(spec), 0, null);
    },
    progressed(worker, spec, iteration, testAccuracy) {
      const share = workOf(spec, data, iteration + 1) / workOf(spec, data);
      timeLeft.progressed(worker, share);
      progress.worker(worker, nameOf(spec), share, testAccuracy);
      progress.overall(timeLeft.share(), left());
    },
    async finished(worker, spec, result) {
      const milliseconds = timeLeft.finished(worker);
      over(worker, await endings.finished(spec, result, milliseconds));
    },
    failed(worker, spec, error) {
      timeLeft.finished(worker);
      over(worker, endings.failed(spec, error));
    },
  };
}
