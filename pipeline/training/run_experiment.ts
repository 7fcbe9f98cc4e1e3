import type { Backend } from "../../lib/engine/matrix/backend.ts";
import { weightDigest } from "../../lib/engine/training/digest.ts";
import { firstExamples, shuffleLabels } from "../../lib/engine/training/examples.ts";
import { completeProtocol } from "../../lib/engine/protocol.ts";
import { checkName } from "../../lib/engine/settings.ts";
import {
  type EndEvent,
  type Evaluation,
  train,
  type TrainingData,
  type TrainingEvent,
} from "../../lib/engine/training/train.ts";
import {
  type EvaluatedCheckpoint,
  type RunResult,
  type RunSpec,
  type StoredNumber,
  storeNumber,
  trainingOptionsOf,
} from "../records/record.ts";

/**
 * Trains one run from start to end.
 *
 * @param backend of the number format that the spec names
 * @param onEvent called for every event of the training
 */
export async function runExperiment(
  spec: RunSpec,
  data: TrainingData,
  backend: Backend,
  onEvent: (event: TrainingEvent) => void = () => {},
): Promise<RunResult> {
  const checkpoints: EvaluatedCheckpoint[] = [];
  const accuracies: number[] = [];
  const losses: StoredNumber[] = [];
  let end: EndEvent | undefined;
  let divergedAt: number | null = null;
  for (const event of train(trainingOptionsOf(spec), dataOf(spec, data), spec.seed, backend)) {
    onEvent(event);
    switch (event.kind) {
      case "iteration":
        if (!Number.isFinite(event.loss)) divergedAt ??= event.iteration;
        losses.push(storeNumber(event.loss));
        break;
      case "probe":
        accuracies.push(event.accuracy);
        break;
      case "checkpoint":
        checkpoints.push(storeCheckpoint(event.iteration, event));
        break;
      case "end":
        end = event;
    }
  }
  return {
    checkpoints,
    end: storeCheckpoint(end!.iteration, end!),
    glances: { every: completeProtocol(spec.training.protocol ?? {}).probeEvery, accuracies },
    losses,
    divergedAt,
    weightsSha256: await weightDigest(end!.network),
  };
}

/** The part of the data that a run uses. */
function dataOf(spec: RunSpec, data: TrainingData): TrainingData {
  const train = spec.trainImages === null
    ? data.train
    : firstExamples(data.train, spec.trainImages);
  if (spec.labels !== undefined) checkName("train with labels that are", spec.labels, ["shuffled"]);
  return { ...data, train: spec.labels === "shuffled" ? shuffleLabels(train, spec.seed) : train };
}

function storeCheckpoint(iteration: number, evaluation: Evaluation): EvaluatedCheckpoint {
  const { trainAccuracy, testAccuracy, activations, gradientNorms } = evaluation;
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
