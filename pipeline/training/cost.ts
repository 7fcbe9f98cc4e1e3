import { checkpointInterval, completeProtocol } from "../../lib/engine/protocol.ts";
import type { TrainingData } from "../../lib/engine/training/train.ts";
import type { RunSpec } from "../records/record.ts";

/** The share of input pixels that are not zero, about; the others cost nothing. */
const INK = 0.2;
/** Passes over the weights in one iteration: forward, two backward, the loss. */
const PASSES = 4;

/**
 * An estimate of the work of a run, in multiply-adds. Only the order in which runs are
 * started and the time left depend on it.
 *
 * @param iterations how many are done; all by default
 */
export function workOf(
  { training, trainImages }: RunSpec,
  data: TrainingData,
  iterations: number = training.iterations,
): number {
  const { network, batchSize, protocol = {} } = training;
  const images = trainImages ?? data.train.count;
  const widths = [network.inputs, ...network.hidden, network.classes];
  let perImage = 0;
  for (let k = 1; k < widths.length; k++) {
    perImage += widths[k - 1]! * widths[k]! * (k === 1 ? INK : 1);
  }
  const checkpoints = Math.ceil(
    iterations / checkpointInterval(completeProtocol(protocol), images, batchSize),
  );
  return perImage * (iterations * batchSize * PASSES + checkpoints * (images + data.test.count));
}

/** Sorts runs by work: starting with the longest leaves no long run for the end. */
export function longestFirst(specs: readonly RunSpec[], data: TrainingData): RunSpec[] {
  return specs
    .map((spec) => ({ spec, work: workOf(spec, data) }))
    .sort((a, b) => b.work - a.work)
    .map(({ spec }) => spec);
}
