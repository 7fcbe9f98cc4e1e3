import type { Backend } from "../matrix/backend.ts";
import { blockedBackend } from "../matrix/blocked_backend.ts";
import { Network } from "../network/network.ts";
import { createOptimizer } from "../optimizers/optimizer.ts";
import { checkpointInterval } from "../protocol.ts";
import { RandomState } from "../random/random_state.ts";
import { checkCount, checkKeys } from "../settings.ts";
import type { LayerActivations } from "./activations.ts";
import { Evaluator } from "./evaluator.ts";
import { Batch, checkExamples, checkLabels, type Examples, firstExamples } from "./examples.ts";
import { createSampler } from "./sampler.ts";
import {
  completeTraining,
  type CompleteTrainingOptions,
  type OpenTrainingOptions,
  trainedOf,
} from "./training_options.ts";

export type { OpenTrainingOptions, TrainingOptions } from "./training_options.ts";

/** What a training run works on. */
export interface TrainingData {
  /** The examples to learn from. */
  readonly train: Examples;
  /** The examples to test on. */
  readonly test: Examples;
}

/** What is measured of a network at a checkpoint. */
export interface Evaluation {
  /** The share of training examples classified correctly, 0..1. */
  readonly trainAccuracy: number;
  /** The share of test examples classified correctly, 0..1. */
  readonly testAccuracy: number;
  /** The hidden layers on the test examples of a probe. */
  readonly activations: readonly LayerActivations[];
  /**
   * The Euclidean norm of the gradient of W1, W2, ... on the last mini-batch, with
   * the L2 term, before the update.
   */
  readonly gradientNorms: readonly number[];
}

/** One update has been made. */
export interface IterationEvent {
  /** Tells it from the other events. */
  readonly kind: "iteration";
  /** Counted from 0. */
  readonly iteration: number;
  /** The loss of the same mini-batch after the update, in test mode. */
  readonly loss: number;
}

/** The network has been tested on a few examples. */
export interface ProbeEvent {
  /** Tells it from the other events. */
  readonly kind: "probe";
  /** The iteration before it. */
  readonly iteration: number;
  /** The share of the first test examples classified correctly, 0..1. */
  readonly accuracy: number;
}

/** The network has been evaluated during training. */
export interface CheckpointEvent extends Evaluation {
  /** Tells it from the other events. */
  readonly kind: "checkpoint";
  /** The iteration before it. */
  readonly iteration: number;
}

/** The last update has been made, and the network evaluated once more. */
export interface EndEvent extends Evaluation {
  /** Tells it from the other events. */
  readonly kind: "end";
  /** The last iteration. */
  readonly iteration: number;
  /** The trained network. */
  readonly network: Network;
}

/** What happens in a training run. */
export type TrainingEvent = IterationEvent | ProbeEvent | CheckpointEvent | EndEvent;

/**
 * Trains a network, and tells what happens.
 *
 * Random numbers are drawn in this order: the weights; then, in each iteration, the
 * mini-batch and the dropout masks. So seed s gives what `np.random.seed(s)` and a
 * training loop in this order give in NumPy. When there is a checkpoint or a probe is
 * part of the {@linkcode Protocol}; neither changes the run.
 *
 * Runs can follow each other, or take turns, on one backend. Where a backend has memory
 * of its own, each run gets a part for itself until it ends, is left (`break`,
 * `return()`) or throws. The network at the end is a copy in ordinary memory, which can
 * be kept; `network.copyTo(backend)` makes it fast again, with the same bits.
 *
 * @param options how to train; batches may not be larger than the training data. The
 *   network may also be a list of layers, and layers and optimizers may be your own: give
 *   a definition in place of the name
 * @param data examples to learn from and to test on, neither empty
 * @param seed a whole number, 0..2^32 - 1
 * @returns what happens, and in the end the trained network
 * @throws {RangeError} at once, if the options or the data make no sense or do not fit
 *   together; in the first step, if a label is no class, or something frozen no parameter,
 *   or if there is not enough memory
 */
export function train(
  options: OpenTrainingOptions,
  data: TrainingData,
  seed: number,
  backend: Backend,
): Generator<TrainingEvent, Network, void> {
  const complete = completeTraining(options, backend);
  checkData(data, complete, backend);
  checkCount("train with the seed", seed, 0, 2 ** 32 - 1);
  return run(complete, data, seed, backend);
}

function checkData(
  data: TrainingData,
  { network: { inputs }, batchSize }: CompleteTrainingOptions,
  { round }: Backend,
): void {
  checkKeys("train with", "training data", data, ["train", "test"]);
  checkExamples(data.train, "training", inputs, round);
  checkExamples(data.test, "test", inputs, round);
  if (batchSize > data.train.count) {
    throw new RangeError(
      `Cannot train with batchSize ${batchSize}: there are ${data.train.count} training examples; make batches as small as that`,
    );
  }
}

function* run(
  options: CompleteTrainingOptions,
  { train, test }: TrainingData,
  seed: number,
  shared: Backend,
): Generator<TrainingEvent, Network, void> {
  const { batchSize, iterations, protocol } = options;
  // Memory for this run alone, which another run gets afterwards.
  const fork = shared.fork?.();
  const backend = fork ?? shared;
  try {
    const random = new RandomState(seed);
    const network = new Network(options.network, backend, random);
    checkLabels(train, "training", network.classes);
    checkLabels(test, "test", network.classes);
    const trained = trainedOf(network.parameters, options.frozen);
    const { optimizerEpsilon } = protocol;
    const optimizer = createOptimizer(options.optimizer, trained, backend, optimizerEpsilon);
    const sample = createSampler(protocol.sampling, train.count, random);
    const batch = new Batch(backend, network.inputs);
    const indices = new Uint32Array(batchSize);
    const checkpointEvery = checkpointInterval(protocol, train.count, batchSize);
    const evaluator = new Evaluator(network);
    const probed = firstExamples(test, Math.min(test.count, protocol.probeExamples));
    const evaluate = (): Evaluation => ({
      gradientNorms: evaluator.gradientNorms(),
      trainAccuracy: evaluator.accuracy(train),
      testAccuracy: evaluator.accuracy(test),
      activations: evaluator.activations(probed),
    });

    for (let iteration = 0;; iteration++) {
      sample(indices);
      batch.take(train, indices);
      network.computeGradients(batch.inputs, batch.labels);
      optimizer.update();
      yield { kind: "iteration", iteration, loss: network.loss(batch.inputs, batch.labels) };
      if (iteration % protocol.probeEvery === 0) {
        yield { kind: "probe", iteration, accuracy: evaluator.accuracy(probed) };
      }
      const isCheckpoint = iteration % checkpointEvery === 0;
      const isLast = iteration === iterations - 1;
      if (!isCheckpoint && !isLast) continue;
      const evaluation = evaluate();
      if (isCheckpoint) yield { kind: "checkpoint", iteration, ...evaluation };
      if (isLast) {
        const kept = copyToOrdinaryMemory(network);
        yield { kind: "end", iteration, ...evaluation, network: kept };
        return kept;
      }
    }
  } finally {
    fork?.release?.();
  }
}

/** The network itself, or a copy in ordinary memory where its own memory is released. */
function copyToOrdinaryMemory(network: Network): Network {
  const { backend } = network;
  return backend.release === undefined ? network : network.copyTo(blockedBackend(backend.dtype));
}
