import type { DataSource } from "../../lib/data/sources.ts";
import type { RunResult, RunSpec } from "../records/record.ts";
import { vectorBits } from "../system/fast_mode.ts";
import type { TrainingProgress } from "../system/terminal/training_progress.ts";
import { longestFirst, workOf } from "./cost.ts";
import { loadSharedDataset, viewDataset } from "./shared_dataset.ts";
import { describeTimeLeft, TimeLeft } from "./time_left.ts";
import { trainInPool } from "./worker_pool.ts";

/** Where to train. */
export interface TrainingPlace {
  readonly dataFolder: string;
  readonly source: DataSource;
  readonly workers: number;
  readonly progress: TrainingProgress;
}

/** What to do when a run is over; both return the line to print. */
export interface RunCallbacks {
  finished(spec: RunSpec, result: RunResult, milliseconds: number): Promise<string>;
  failed(spec: RunSpec, error: Error): string;
}

/** How messages name a run: its experiment and its seed. */
export function nameOf(spec: RunSpec): string {
  return `${spec.experiment}, seed ${spec.seed}`;
}

/**
 * Trains runs in parallel, longest first, and shows the progress.
 *
 * @returns the backends that workers used, sorted; "wasm-256" is that of the fast mode
 */
export async function trainShown(
  specs: readonly RunSpec[],
  { dataFolder, source, workers, progress }: TrainingPlace,
  callbacks: RunCallbacks,
): Promise<readonly string[]> {
  const shared = await loadSharedDataset(dataFolder, source);
  const data = viewDataset(shared);
  const queue = longestFirst(specs, data);
  const jobs = queue.map((spec) => ({ kind: spec.experiment, work: workOf(spec, data) }));
  const timeLeft = new TimeLeft(jobs, workers);
  const left = (): string => describeTimeLeft(timeLeft.left());
  const over = (worker: number, text: string): void => {
    progress.worker(worker, "", 0, null);
    progress.over(text, left());
    progress.overall(timeLeft.share(), left());
  };
  const backends = new Set<string>();
  await trainInPool(queue, shared, workers, {
    computesWith(backend) {
      if (!backends.has(backend)) progress.line(describeBackend(backend));
      backends.add(backend);
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
      over(worker, await callbacks.finished(spec, result, milliseconds));
    },
    failed(worker, spec, error) {
      timeLeft.finished(worker);
      over(worker, callbacks.failed(spec, error));
    },
  }, vectorBits());
  return [...backends].sort();
}

/** The mode that a backend computes in, as a line for the progress. */
function describeBackend(name: string): string {
  switch (name) {
    case "wasm-256":
      return "computing in the fast mode (RETRACE_CHECKED=1 turns it off)";
    case "wasm":
      return "computing in the checked mode";
    default:
      return `computing with typed arrays (the backend "${name}"), because WebAssembly with vectors, or memory for it, is not available here: the results are the same, but training takes several times as long`;
  }
}
