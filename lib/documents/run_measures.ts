import { checkNumber, FROM_0_TO_1 } from "../engine/settings.ts";
import { mean } from "../statistics/summary.ts";
import type { MeasuredRun } from "./measured_run.ts";

/** Computes a measure from a run. */
export type RunMeasure = (run: MeasuredRun) => number;

/** The share of test images classified correctly at the last checkpoint, 0..1. */
export function accuracyAtLastCheckpoint({ checkpoints }: MeasuredRun): number {
  return checkpoints.at(-1)!.testAccuracy;
}

/** The share of test images classified correctly after the last iteration, 0..1. */
export function accuracyAfterTraining({ end }: MeasuredRun): number {
  return end.testAccuracy;
}

/** Training accuracy minus test accuracy after the last iteration. */
export function trainTestGap({ end }: MeasuredRun): number {
  return end.trainAccuracy - end.testAccuracy;
}

/** The mean accuracy on the first test images, over the probes before an iteration. */
export function meanAccuracy({ before }: { readonly before: number }): RunMeasure {
  return ({ probes }) => mean(probes.accuracies.slice(0, Math.ceil(before / probes.every)));
}

/** The standard deviation of the mini-batch loss over the last iterations. */
export function lossSpread(run: MeasuredRun): number {
  return run.lossSpread;
}

/** The largest fall of test accuracy from one checkpoint to the next; 0 if it never falls. */
export function largestSetback({ checkpoints }: MeasuredRun): number {
  let setback = 0;
  for (let k = 1; k < checkpoints.length; k++) {
    const fall = checkpoints[k - 1]!.testAccuracy - checkpoints[k]!.testAccuracy;
    setback = Math.max(setback, fall);
  }
  return setback;
}

/**
 * The smallest standard deviation of a hidden layer's activations divided by the
 * largest: 1 where every layer has the same.
 */
export function activationEvenness({ end: { activationDeviations } }: MeasuredRun): number {
  const largest = Math.max(...activationDeviations);
  // Layers whose activations are all constant have no spread to compare.
  return largest === 0 ? 0 : Math.min(...activationDeviations) / largest;
}

/**
 * The first iteration after which a probe had some accuracy or more; Infinity if none did.
 *
 * @param accuracy 0..1
 * @throws {RangeError} if the accuracy is not from 0 to 1
 */
export function iterationsTo(accuracy: number, { probes }: MeasuredRun): number {
  checkNumber("look for the accuracy", accuracy, FROM_0_TO_1);
  const index = probes.accuracies.findIndex((seen) => seen >= accuracy);
  return index === -1 ? Infinity : index * probes.every;
}
