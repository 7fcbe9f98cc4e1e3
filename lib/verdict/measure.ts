import { CRITERIA, type Criterion, type Measure } from "../document/measures.ts";
import { mean } from "../statistics/summary.ts";
import type { MeasuredRun } from "./measured_run.ts";

/** A measure of a run; not a number where the run diverged and the measure with it. */
export function measureRun(measure: Measure, run: MeasuredRun): number {
  switch (measure) {
    case "final-test-accuracy":
      return run.checkpoints.at(-1)!.testAccuracy;
    case "end-test-accuracy":
      return run.end.testAccuracy;
    case "train-test-gap":
      return run.end.trainAccuracy - run.end.testAccuracy;
    case "accuracy-over-600":
      return accuracyOver(600, run);
    case "accuracy-over-200":
      return accuracyOver(200, run);
    case "loss-spread":
      return run.lossSpread;
    case "largest-setback":
      return largestSetback(run);
    case "activation-evenness": {
      const deviations = run.end.activationDeviations;
      const largest = Math.max(...deviations);
      // Layers that are all silent have no spread to be even.
      return largest === 0 ? 0 : Math.min(...deviations) / largest;
    }
  }
}

/** Whether a run meets a criterion. */
export function meets(criterion: Criterion, run: MeasuredRun): boolean {
  const { measure, bound, metByDiverged } = CRITERIA[criterion];
  if (run.divergedAt !== null) return metByDiverged;
  const value = measureRun(measure, run);
  return "atLeast" in bound ? value >= bound.atLeast : value <= bound.atMost;
}

/**
 * The first iteration after which a glance saw some accuracy; Infinity if none did.
 *
 * @param accuracy 0..1
 */
export function iterationsTo(accuracy: number, { glances }: MeasuredRun): number {
  const index = glances.accuracies.findIndex((seen) => seen >= accuracy);
  return index === -1 ? Infinity : index * glances.every;
}

function accuracyOver(iterations: number, { glances }: MeasuredRun): number {
  return mean(glances.accuracies.slice(0, Math.ceil(iterations / glances.every)));
}

function largestSetback({ checkpoints }: MeasuredRun): number {
  let setback = 0;
  for (let k = 1; k < checkpoints.length; k++) {
    const fall = checkpoints[k - 1]!.testAccuracy - checkpoints[k]!.testAccuracy;
    setback = Math.max(setback, fall);
  }
  return setback;
}
