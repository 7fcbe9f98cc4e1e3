import { type Backend, checkBackend } from "../matrix/backend.ts";
import { blockedBackend } from "../matrix/blocked_backend.ts";
import {
  completeNetwork,
  type CompleteNetworkOptions,
  Network,
  type NetworkOptions,
  parameterNames,
} from "../network/network.ts";
import {
  completeOptimizer,
  type CompleteOptimizerOptions,
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

/** The same with every setting given. */
interface CompleteOptions extends Required<TrainingOptions> {
  readonly network: CompleteNetworkOptions;
  readonly optimizer: CompleteOptimizerOptions;
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
 * Any number of runs can follow each other, or take turns, on one backend. Where it has
 * memory of its own, each run has some for itself until it ends, is left (`break`,
 * `return()`) or throws; the network that comes with the end is a copy in ordinary
 * memory, which computes with typed arrays, to the same bits, and can be kept. For more
 * speed it can be copied to the backend again: `network.copyTo(backend)`.
 *
 * @param options how to train; batches may not be larger than the training data
 * @param data examples to learn from and to test on, neither empty
 * @param seed a whole number, 0..2^32 - 1
 * @returns what happens, and in the end the trained network
 * @throws {RangeError} "Cannot train ...", at once, if the options or the data make no
 *   sense or do not fit together; in the first step, if there is not enough memory
 */
export function train(
  options: TrainingOptions,
  data: TrainingData,
  seed: number,
  backend: Backend,
): Generator<TrainingEvent, Network, void> {
  const complete = completeOptions(options, backend);
  checkData(data, complete, backend);
  checkCount("train with the seed", seed, 0, 2 ** 32 - 1);
  return run(complete, data, seed, backend);
}

/** The settings of a training run. */
const NAMES: readonly (keyof TrainingOptions)[] = [
  "network",
  "optimizer",
  "untrained",
  "batchSize",
  "iterations",
];

/** Checks the options; the result is a copy that is complete and that nobody can change. */
function completeOptions(options: TrainingOptions, backend: Backend): CompleteOptions {
  checkBackend(backend);
  checkKeys("train with", "training options", options, NAMES);
  const { batchSize, iterations, untrained = [] } = options;
  const network = completeNetwork(options.network, backend.round);
  const optimizer = completeOptimizer(options.optimizer, backend.round);
  checkCount("train with a batch size of", batchSize, 1);
  checkCount("train with a number of iterations of", iterations, 0);
  if (network.batchNorm && batchSize < 2) {
    throw new RangeError(
      "Cannot train with batch norm and a batch size of 1: the variance of one example is 0; make batches of 2 or more",
    );
  }
  if (!Array.isArray(untrained)) {
    throw new RangeError(
      `Cannot leave ${show(untrained)} untrained: give a list of names, such as ["W1"]`,
    );
  }
  const names = parameterNames(network);
  for (const name of untrained) {
    if (names.includes(name)) continue;
    throw new RangeError(
      `Cannot leave ${show(name)} untrained: the parameters are ${names.join(", ")}`,
    );
  }
  if (names.every((name) => untrained.includes(name))) {
    throw new RangeError("Cannot leave every parameter untrained: there is nothing to train");
  }
  return { network, optimizer, untrained: [...untrained], batchSize, iterations };
}

function checkData(data: TrainingData, options: CompleteOptions, { round }: Backend): void {
  checkKeys("train with", "training data", data, ["train", "test"]);
  const { network: { inputs, classes }, batchSize } = options;
  checkExamples(data.train, "training", inputs, classes, round);
  checkExamples(data.test, "test", inputs, classes, round);
  if (batchSize > data.train.count) {
    throw new RangeError(
      `Cannot train with a batch size of ${batchSize}: there are ${data.train.count} training examples; make batches as small as that`,
    );
  }
}

function* run(
  options: CompleteOptions,
  data: TrainingData,
  seed: number,
  shared: Backend,
): Generator<TrainingEvent, Network, void> {
  // Memory that is this run's alone, and used again once the run is over.
  const fork = shared.fork?.();
  try {
    return yield* runOn(options, data, seed, fork ?? shared);
  } finally {
    fork?.release?.();
  }
}

function* runOn(
  options: CompleteOptions,
  data: TrainingData,
  seed: number,
  backend: Backend,
): Generator<TrainingEvent, Network, void> {
  const { batchSize, iterations, untrained } = options;
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
      if (isLast) {
        const trained = outliving(network);
        yield { kind: "end", iteration, ...examination, network: trained };
        return trained;
      }
    }
  }
  return outliving(network);
}

/** A network whose memory is taken back may not be handed out: a copy in ordinary memory. */
function outliving(network: Network): Network {
  const { backend } = network;
  return backend.release === undefined ? network : network.copyTo(blockedBackend(backend.dtype));
}
