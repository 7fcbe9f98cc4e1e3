import type { Checkpoint } from "../training/record.ts";

/** A run as NumPy gave it; written by tests/golden/make_golden.py. */
export interface GoldenRun {
  readonly id: string;
  readonly seed: number;
  /** [iteration, loss] of some iterations. */
  readonly losses: readonly (readonly [iteration: number, loss: number])[];
  /** [iteration, train accuracy, test accuracy] of all checkpoints. */
  readonly checkpoints: readonly (readonly [iteration: number, train: number, test: number])[];
}

/** A golden file. */
export interface Golden {
  /** The version of NumPy. */
  readonly numpy: string;
  readonly dataset: string;
  /** The iterations of each run, where they are fewer than the experiment's. */
  readonly iterations?: number;
  /** The number of images used, where that is not all. */
  readonly trainImages?: number;
  readonly testImages?: number;
  readonly runs: readonly GoldenRun[];
}

/** How near an experiment must come to NumPy. */
export interface Tolerance {
  /** The most that a loss may differ. */
  readonly loss: number;
  /** The iterations for which this holds; beyond them nothing is compared. */
  readonly iterations: number;
}

const USUAL: Tolerance = { loss: 1e-12, iterations: Infinity };

/**
 * Experiments that need another tolerance than the usual one, by data set.
 *
 * RMSprop at learning rate 0.01 is chaotic. NumPy 1.24 and 2.4, and 2.4 with two
 * kernels of its BLAS, differ from each other by up to 7e-9 (MNIST, seed 3, from
 * iteration 64 on) and 3e-7 (synthetic digits, seed 2, from iteration 32 on)
 * within the iterations that are compared for other seeds, so no bound can hold
 * for every seed; these hold for those of the golden files. At learning rate 0.001
 * rounding grows a little, too: on MNIST with seed 7, NumPy differs from itself by
 * 1.9e-12 (2.4 with two kernels of its BLAS) and from this engine by 1.4e-12.
 */
const UNUSUAL: Readonly<Record<string, Readonly<Record<string, Tolerance>>>> = {
  "2-2-rmsprop-corrected-lr-0.01": {
    "mnist": { loss: 1e-9, iterations: 100 },
    "synthetic-digits": { loss: 1e-9, iterations: 30 },
  },
  "2-2-rmsprop-corrected-lr-0.001": {
    "mnist": { loss: 1e-11, iterations: Infinity },
  },
};

/** How near the run of an experiment on a data set must come to NumPy's. */
export function toleranceOf(experiment: string, dataset: string): Tolerance {
  return UNUSUAL[experiment]?.[dataset] ?? USUAL;
}

/** How a run differs from NumPy's. */
export interface Comparison {
  /** The largest difference of a loss. */
  readonly largestDifference: number;
  /** The first iteration where it is beyond the tolerance, if any. */
  readonly firstBeyond: number | undefined;
  /** The iterations of checkpoints that are not equal, digit for digit. */
  readonly unequalCheckpoints: readonly number[];
  /** Whether all is as it must be. */
  readonly passes: boolean;
}

/** Compares a run with NumPy's, as far as the tolerance asks. */
export function compareWithNumpy(
  golden: GoldenRun,
  run: { readonly losses: readonly number[]; readonly checkpoints: readonly Checkpoint[] },
  tolerance: Tolerance,
): Comparison {
  let largestDifference = 0;
  let firstBeyond: number | undefined;
  for (const [iteration, expected] of golden.losses) {
    if (iteration >= tolerance.iterations) break;
    const difference = Math.abs(run.losses[iteration]! - expected);
    if (!(difference <= tolerance.loss)) firstBeyond ??= iteration;
    largestDifference = Math.max(largestDifference, difference);
  }
  const unequalCheckpoints = golden.checkpoints
    .filter(([iteration]) => iteration < tolerance.iterations)
    .filter(([iteration, train, test]) => {
      const own = run.checkpoints.find((checkpoint) => checkpoint.iteration === iteration);
      return own?.trainAccuracy !== train || own.testAccuracy !== test;
    })
    .map(([iteration]) => iteration);
  return {
    largestDifference,
    firstBeyond,
    unequalCheckpoints,
    passes: firstBeyond === undefined && unequalCheckpoints.length === 0,
  };
}
