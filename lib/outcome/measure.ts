import type { Measure } from "../document/claims.ts";

/** What a measure looks at. */
export interface MeasuredRun {
  /** The checkpoints, in order; at least one. */
  readonly checkpoints: readonly {
    readonly trainAccuracy: number;
    readonly testAccuracy: number;
  }[];
  /** The loss after each update; not a number where the run had diverged. */
  readonly losses: readonly number[];
}

/** Iterations that count as early. */
const EARLY = 600;
/** Iterations that count as the end. */
const LATE = 500;

/** A measure of a run. NaN where the run diverged. */
export function measureRun(measure: Measure, run: MeasuredRun): number {
  const last = run.checkpoints.at(-1)!;
  switch (measure) {
    case "final-test-accuracy":
      return last.testAccuracy;
    case "train-test-gap":
      return last.trainAccuracy - last.testAccuracy;
    case "early-loss":
      return mean(run.losses.slice(0, EARLY));
    case "loss-spread":
      return standardDeviation(run.losses.slice(-LATE));
    case "largest-setback": {
      let setback = 0;
      for (let k = 1; k < run.checkpoints.length; k++) {
        const fall = run.checkpoints[k - 1]!.testAccuracy - run.checkpoints[k]!.testAccuracy;
        setback = Math.max(setback, fall);
      }
      return setback;
    }
  }
}

/** The arithmetic mean. @param values one or more */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation of a sample. @param values two or more */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return Math.sqrt(squares / (values.length - 1));
}
