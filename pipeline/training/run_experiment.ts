import type { Backend } from "../../lib/engine/matrix/backend.ts";
import type { Network } from "../../lib/engine/network/network.ts";
import { weightDigest } from "../../lib/engine/training/digest.ts";
import { firstExamples, shuffleLabels } from "../../lib/engine/training/examples.ts";
import type { Examination } from "../../lib/engine/training/examiner.ts";
import { train } from "../../lib/checked_training.ts";
import {
  GLANCE_EVERY,
  type TrainingData,
  type TrainingEvent,
} from "../../lib/engine/training/train.ts";
import {
  type ExaminedCheckpoint,
  type RunResult,
  type RunSpec,
  type StoredNumber,
  storeNumber,
} from "./record.ts";

/**
 * Trains one run from beginning to end.
 *
 * @param backend of the number format that the spec names
 * @param onEvent told of everything that happens in training
 */
export async function runExperiment(
  spec: RunSpec,
  data: TrainingData,
  backend: Backend,
  onEvent: (event: TrainingEvent) => void = () => {},
): Promise<RunResult> {
  const run = train(spec.training, dataOf(spec, data), spec.seed, backend);
  const checkpoints: ExaminedCheckpoint[] = [];
  const accuracies: number[] = [];
  const losses: StoredNumber[] = [];
  let end: ExaminedCheckpoint | undefined;
  let divergedAt: number | null = null;
  let network: Network | undefined;
  while (network === undefined) {
    const { done, value } = run.next();
    if (done) {
      network = value;
      break;
    }
    onEvent(value);
    switch (value.kind) {
      case "iteration":
        if (!Number.isFinite(value.loss)) divergedAt ??= value.iteration;
        losses.push(storeNumber(value.loss));
        break;
      case "glance":
        accuracies.push(value.accuracy);
        break;
      case "checkpoint":
        checkpoints.push(storeCheckpoint(value.iteration, value));
        break;
      case "end":
        end = storeCheckpoint(value.iteration, value);
    }
  }
  return {
    checkpoints,
    end: end!,
    glances: { every: GLANCE_EVERY, accuracies },
    losses,
    divergedAt,
    weightsSha256: await weightDigest(network),
  };
}

/** The part of the data that a run uses. */
function dataOf(spec: RunSpec, data: TrainingData): TrainingData {
  const train = spec.trainImages === null
    ? data.train
    : firstExamples(data.train, spec.trainImages);
  return { ...data, train: spec.labels === "shuffled" ? shuffleLabels(train, spec.seed) : train };
}

function storeCheckpoint(iteration: number, examination: Examination): ExaminedCheckpoint {
  const { trainAccuracy, testAccuracy, activations, gradientNorms } = examination;
  return {
    iteration,
    trainAccuracy,
    testAccuracy,
    activations: activations.map(({ mean, standardDeviation, zeros, deadUnits }) => ({
      mean: storeNumber(mean),
      standardDeviation: storeNumber(standardDeviation),
      zeros: storeNumber(zeros),
      deadUnits: storeNumber(deadUnits),
    })),
    gradientNorms: gradientNorms.map(storeNumber),
  };
}
