import type { TrainingOptions } from "../../lib/engine/training/train.ts";

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
export function workUpTo(
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
