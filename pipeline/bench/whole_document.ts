import type { DataSource } from "../../lib/data/sources.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import { type PoolEvents, trainInPool } from "../training/worker_pool.ts";
import { runSpec } from "../training/record.ts";
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

const AS_WRITTEN = DOCUMENTS[0]!.experiments.filter(({ kind }) => kind === "as-written");
const SAMPLE_EVERY_MS = 100;

/** Trains every experiment of the document as written, with seed 0, and keeps nothing. */
export async function timeWholeDocument(
  dataFolder: string,
  source: DataSource,
  dtype: Dtype,
  workers: number,
): Promise<WholeFigures> {
  const shared = await loadSharedDataset(dataFolder, source);
  const specs = AS_WRITTEN.map((experiment) =>
    runSpec(DOCUMENTS[0]!, experiment, 0, dtype, source)
  );
  const started = new Map<number, number>();
  const runs: Record<string, number> = {};
  let peak = 0;
  const sampler = setInterval(
    () => peak = Math.max(peak, Deno.memoryUsage().rss),
    SAMPLE_EVERY_MS,
  );
  const start = performance.now();
  const events: PoolEvents = {
    started: (worker) => void started.set(worker, performance.now()),
    progressed: () => {},
    finished(worker, spec) {
      runs[spec.experiment] = (performance.now() - started.get(worker)!) / 1000;
      return Promise.resolve();
    },
    failed: (_, spec, error) => {
      throw new Error(`Cannot time ${spec.experiment}`, { cause: error });
    },
  };
  try {
    await trainInPool(longestFirst(specs, viewDataset(shared)), shared, workers, events);
  } finally {
    clearInterval(sampler);
  }
  return {
    seconds: (performance.now() - start) / 1000,
    runs,
    peakMegabytes: peak / 2 ** 20,
  };
}

/** What NumPy takes for the same. */
export interface NumpyFigures {
  readonly numpy: string;
  readonly seconds: Readonly<Record<string, number>>;
}

/**
 * Times the same experiments in NumPy.
 *
 * @param threads of its BLAS
 * @returns undefined where there is no NumPy
 */
export async function timeNumpy(
  dataFolder: string,
  source: DataSource,
  threads: number,
): Promise<NumpyFigures | undefined> {
  const script = new URL("./numpy_peer.py", import.meta.url).pathname;
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command("/usr/bin/python3", {
      args: [script, `${dataFolder}/${source.name}`],
      env: { OPENBLAS_NUM_THREADS: String(threads), OMP_NUM_THREADS: String(threads) },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
  } catch {
    return undefined;
  }
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(AS_WRITTEN)));
  await writer.close();
  const { success, stdout } = await child.output();
  return success ? JSON.parse(new TextDecoder().decode(stdout)) : undefined;
}
