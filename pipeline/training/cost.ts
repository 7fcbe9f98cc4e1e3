import type { TrainingData, TrainingOptions } from "../../lib/engine/training/train.ts";
import type { RunSpec } from "../records/record.ts";

/** The share of input pixels that are not zero, about; the others cost nothing. */
const INK = 0.2;
/** Passes over the weights in one iteration: forward, two backward, the loss. */
const PASSES = 4;

/**
 * An estimate of the work of a training run up to an iteration, in multiply-adds.
 * Used to start long runs first and to guess the time left; nothing else
 * depends on it.
 *
 * @param images how many training and test images a checkpoint looks at
 * @param iterations how many iterations are done
 */
function workUpTo(
  { network, batchSize }: TrainingOptions,
  images: { readonly train: number; readonly test: number },
  iterations: number,
): number {
  const widths = [network.inputs, ...network.hidden, network.classes];
  let perImage = 0;
  for (let k = 1; k < widths.length; k++) {
    perImage += widths[k - 1]! * widths[k]! * (k === 1 ? INK : 1);
  }
  const checkpointEvery = Math.max(images.train / batchSize, 1);
  const checkpoints = Math.ceil(iterations / checkpointEvery);
  return perImage *
    (iterations * batchSize * PASSES + checkpoints * (images.train + images.test));
}

/** The work of a run on some data up to an iteration; all of it if none is given. */
export function workOf(
  { training, trainImages }: RunSpec,
  data: TrainingData,
  iterations: number = training.iterations,
): number {
  const images = { train: trainImages ?? data.train.count, test: data.test.count };
  return workUpTo(training, images, iterations);
}

/** Runs in the order to start them: the longest first, so that none is left over at the end. */
export function longestFirst(specs: readonly RunSpec[], data: TrainingData): RunSpec[] {
  return specs
    .map((spec) => ({ spec, work: workOf(spec, data) }))
    .sort((a, b) => b.work - a.work)
    .map(({ spec }) => spec);
}
