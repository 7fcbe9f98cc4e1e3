import type { Backend } from "../matrix/backend.ts";
import { checkNetwork, Network, type NetworkOptions, parameterNames } from "../network/network.ts";
import {
  completeOptimizer,
  createOptimizer,
  type OptimizerOptions,
} from "../optimizers/optimizer.ts";
import { RandomState } from "../random/random_state.ts";
import { checkCount, checkKeys, show } from "../settings.ts";
import { type Examination, Examiner } from "./examiner.ts";
import { Batch, checkExamples, type Examples } from "./examples.ts";

/** Everything that decides a training run, but for the data and the seed. */
export interface TrainingOptions {
  /** The network. */
  readonly network: NetworkOptions;
  /** The update rule. */
  readonly optimizer: OptimizerOptions;
  /** Names of parameters that are left as they were drawn, such as `"W4"`. */
  readonly untrained?: readonly string[];
  /** Examples in a mini-batch, drawn with replacement. */
  readonly batchSize: number;
  /** The number of updates. */
  readonly iterations: number;
}

/** What a training run works on. */
export interface TrainingData {
  /** The examples to learn from. */
  readonly train: Examples;
  /** The examples to test on. */
  readonly test: Examples;
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

/** The network has been looked at quickly. */
export interface GlanceEvent {
  /** Tells it from the other events. */
  readonly kind: "glance";
  /** The iteration that was the last before it. */
  readonly iteration: number;
  /** The share of the first 1,000 test examples classified rightly, 0..1. */
  readonly accuracy: number;
}

/** The network has been examined, because the document does so here. */
export interface CheckpointEvent extends Examination {
  /** Tells it from the other events. */
  readonly kind: "checkpoint";
  /** The iteration that was the last before the examination. */
  readonly iteration: number;
}

/** The last update has been made, and the network examined once more. */
export interface EndEvent extends Examination {
  /** Tells it from the other events. */
  readonly kind: "end";
  /** The last iteration. */
  readonly iteration: number;
  /** The trained network. */
  readonly network: Network;
}

/** What happens in a training run. */
export type TrainingEvent = IterationEvent | GlanceEvent | CheckpointEvent | EndEvent;

/** Every so many iterations, from the first on, the network is looked at quickly. */
export const GLANCE_EVERY = 20;

/**
 * Trains a network as the document does, and tells what happens.
 *
 * The order of the random draws is the document's: the weights, then for each
 * iteration the mini-batch, then the dropout masks. So seed s gives what
 * `np.random.seed(s)` followed by the document's loop gives in NumPy.
 *
 * A checkpoint follows the update of every iteration i with
 * `i % max(train.count / batchSize, 1) == 0`; where that quotient is not whole,
 * neither is the rest, and the document's rule is kept as it stands. Every
 * {@linkcode GLANCE_EVERY} iterations there is a quick look, and after the last
 * iteration an examination of its own, which the document does not have. None of
 * these changes the run.
 *
 * Where the backend has memory of its own, each run gets a part of it for itself,
 * which goes with the network: any number of runs can follow each other on one backend.
 *
 * @param options how to train; batches may not be larger than the training data
 * @param data examples to learn from and to test on, neither empty
 * @param seed a whole number, 0..2^32 - 1
 * @returns what happens, and in the end the trained network
 * @throws {RangeError} "Cannot train ...", at once, if the options or the data make no
 *   sense or do not fit together
 */
export function train(
  options: TrainingOptions,
  data: TrainingData,
  seed: number,
  backend: Backend,
): Generator<TrainingEvent, Network, void> {
  checkOptions(options, data, seed, backend);
  return run(options, data, seed, backend);
}

/** The settings of a training run. */
const NAMES: readonly (keyof TrainingOptions)[] = [
  "network",
  "optimizer",
  "untrained",
  "batchSize",
  "iterations",
];

function checkOptions(
  options: TrainingOptions,
  data: TrainingData,
  seed: number,
  backend: Backend,
): void {
  if (typeof backend?.allocate !== "function") {
    throw new RangeError(
      `Cannot train with the backend ${show(backend)}: give one, such as fastestBackend("f64")`,
    );
  }
  const { round } = backend;
  checkKeys("training", options, NAMES);
  checkKeys("data", data, ["train", "test"]);
  const { batchSize, iterations, network } = options;
  checkNetwork(network, round);
  completeOptimizer(options.optimizer, round);
  checkCount("a batch size", batchSize, 1);
  checkCount("a number of iterations", iterations, 0);
  checkExamples(data.train, "training", network, round);
  checkExamples(data.test, "test", network, round);
  if (batchSize > data.train.count) {
    throw new RangeError(
      `Cannot train with a batch size of ${batchSize}: there are ${data.train.count} training examples; make batches as small as that`,
    );
  }
  if (network.batchNorm && network.hidden.length > 0 && batchSize < 2) {
    throw new RangeError(
      "Cannot train with batch norm and a batch size of 1: the variance of one example is 0; make batches of 2 or more",
    );
  }
  const { untrained = [] } = options;
  const names = parameterNames(network);
  const unknown = Array.isArray(untrained)
    ? untrained.find((name) => !names.includes(name))
    : untrained;
  if (unknown !== undefined) {
    throw new RangeError(
      `Cannot leave ${show(unknown)} untrained: give a list of names among ${names.join(", ")}`,
    );
  }
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(
      `Cannot train with the seed ${show(seed)}: give a whole number from 0 to 2^32 - 1`,
    );
  }
}

function* run(
  options: TrainingOptions,
  data: TrainingData,
  seed: number,
  shared: Backend,
): Generator<TrainingEvent, Network, void> {
  const { batchSize, iterations, untrained = [] } = options;
  const backend = shared.fork?.() ?? shared;
  const random = new RandomState(seed);
  const network = new Network(options.network, backend, random);
  const trained = network.parameters.filter(({ name }) => !untrained.includes(name));
  const optimizer = createOptimizer(options.optimizer, trained, backend);
  const examiner = new Examiner(network, data.train, data.test);

  const batch = new Batch(backend, network.inputs);
  const indices = new Uint32Array(batchSize);
  const checkpointEvery = Math.max(data.train.count / batchSize, 1);

  for (let iteration = 0; iteration < iterations; iteration++) {
    random.choice(data.train.count, indices);
    batch.take(data.train, indices);
    network.computeGradients(batch.inputs, batch.labels);
    optimizer.update();
    yield { kind: "iteration", iteration, loss: network.loss(batch.inputs, batch.labels) };
    if (iteration % GLANCE_EVERY === 0) {
      yield { kind: "glance", iteration, accuracy: examiner.quickAccuracy() };
    }
    const isCheckpoint = iteration % checkpointEvery === 0;
    const isLast = iteration === iterations - 1;
    if (isCheckpoint || isLast) {
      const examination = examiner.examine();
      if (isCheckpoint) yield { kind: "checkpoint", iteration, ...examination };
      if (isLast) yield { kind: "end", iteration, ...examination, network };
    }
  }
  return network;
}
