import type { Document } from "../../lib/documents/document.ts";
import type { Tolerance } from "../../lib/documents/tolerance.ts";
import type { MeasuredCheckpoint } from "../../lib/documents/measured_run.ts";
import type { GoldenRun } from "./golden.ts";

const USUAL: Tolerance = { loss: 1e-12, iterations: Infinity };

/** How near the run of an experiment on a data set must come to NumPy's. */
export function toleranceOf(
  { tolerances }: Pick<Document, "tolerances">,
  experiment: string,
  dataset: string,
): Tolerance {
  return tolerances[experiment]?.[dataset] ?? USUAL;
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
  run: { readonly losses: readonly number[]; readonly checkpoints: readonly MeasuredCheckpoint[] },
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
