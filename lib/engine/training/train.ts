import type { Backend } from "../matrix/backend.ts";
import { Network, type NetworkOptions } from "../network/network.ts";
import { createOptimizer, type OptimizerOptions } from "../optimizers/optimizer.ts";
import { RandomState } from "../random/random_state.ts";
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

/** The network has been examined, because the document does so here or at the end. */
export interface CheckpointEvent extends Examination {
  /** Tells it from the other events. */
  readonly kind: "checkpoint" | "end";
  /** The iteration that was the last before the examination. */
  readonly iteration: number;
}

/** What happens in a training run. */
export type TrainingEvent = IterationEvent | GlanceEvent | CheckpointEvent;

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
 * @param seed a whole number, 0..2^32 - 1
 * @returns the trained network, when the generator is exhausted
 * @throws {RangeError} if the options or the data do not fit together
 */
export function* train(
  options: TrainingOptions,
  data: TrainingData,
  seed: number,
  backend: Backend,
): Generator<TrainingEvent, Network, void> {
  const { batchSize, iterations, untrained = [] } = options;
  checkCount("a batch size", batchSize, 1);
  checkCount("a number of iterations", iterations, 0);
  for (const examples of [data.train, data.test]) {
    checkExamples(examples, options.network.inputs, options.network.classes);
  }
  const random = new RandomState(seed);
  const network = new Network(options.network, backend, random);
  const names = network.parameters.map(({ name }) => name);
  const unknown = untrained.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(
      `Cannot leave "${unknown}" untrained: the parameters are ${names.join(", ")}`,
    );
  }
  const trained = network.parameters.filter(({ name }) => !untrained.includes(name));
  const optimizer = createOptimizer(options.optimizer, trained, backend);
  const examiner = new Examiner(network, backend, data.train, data.test);

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
      if (isLast) yield { kind: "end", iteration, ...examination };
    }
  }
  return network;
}

function checkCount(name: string, count: number, least: number): void {
  if (!Number.isInteger(count) || count < least) {
    throw new RangeError(
      `Cannot train with ${name} of ${count}: give a whole number, ${least} or more`,
    );
  }
}
