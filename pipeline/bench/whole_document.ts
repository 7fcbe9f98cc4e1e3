import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import { trainInPool } from "../training/worker_pool.ts";
import { runSpec } from "../records/record.ts";
import { loadSharedDataset, viewDataset } from "../training/shared_dataset.ts";
import { longestFirst } from "../training/cost.ts";

/** The whole document, as written, one seed, from first draw to last checkpoint. */
export interface WholeFigures {
  /** Wall time. */
  readonly seconds: number;
  /** The wall time of each run on its worker, by experiment. */
  readonly runs: Readonly<Record<string, number>>;
  /** The most memory that the process held at any time. */
  readonly peakMegabytes: number;
}

/** The experiments of a document as written. */
export function asWritten({ experiments }: Pick<Document, "experiments">): readonly Experiment[] {
  return experiments.filter(({ kind }) => kind === "as-written");
}

const SAMPLE_EVERY_MS = 100;

/**
 * Trains the experiments of a document as written, with seed 0, and keeps nothing.
 *
 * @throws {Error} if one of them fails
 */
export async function timeWholeDocument(
  document: Pick<Document, "id" | "protocol" | "dataset" | "experiments">,
  dataFolder: string,
  dtype: Dtype,
  vectorBits: VectorBits,
  workers: number,
): Promise<WholeFigures> {
  const shared = await loadSharedDataset(dataFolder, document.dataset);
  const specs = asWritten(document).map((experiment) =>
    runSpec(document, experiment, 0, dtype, document.dataset)
  );
  const started = new Map<number, number>();
  const runs: Record<string, number> = {};
  let peak = 0;
  const sampler = setInterval(
    () => peak = Math.max(peak, Deno.memoryUsage().rss),
    SAMPLE_EVERY_MS,
  );
  try {
    const start = performance.now();
    await trainInPool(longestFirst(specs, viewDataset(shared)), shared, workers, {
      started: (worker) => void started.set(worker, performance.now()),
      progressed: () => {},
      finished(worker, spec) {
        runs[spec.experiment] = (performance.now() - started.get(worker)!) / 1000;
        return Promise.resolve();
      },
      failed: (_, spec, error) => {
        throw new Error(`Cannot time ${spec.experiment}: ${error.message}`, { cause: error });
      },
    }, vectorBits);
    return {
      seconds: (performance.now() - start) / 1000,
      runs,
      peakMegabytes: peak / 2 ** 20,
    };
  } finally {
    clearInterval(sampler);
  }
}
