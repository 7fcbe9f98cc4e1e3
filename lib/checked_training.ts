import type { Backend } from "./engine/matrix/backend.ts";
import type { Network } from "./engine/network/network.ts";
import type { Examples } from "./engine/training/examples.ts";
import {
  train as trainUnchecked,
  type TrainingData,
  type TrainingEvent,
  type TrainingOptions,
} from "./engine/training/train.ts";

/**
 * Trains a network, like the engine's `train`, but refuses at once what cannot be
 * learned from, or with. The engine itself checks what would break it; this is also
 * about what would only give nonsense, so it stands outside the code that decides bits.
 *
 * @param options how to train; batches may not be larger than the training data
 * @param data examples to learn from and to test on, neither empty
 * @param seed a whole number, 0..2^32 - 1
 * @returns what happens, and in the end the trained network
 * @throws {RangeError} "Cannot train ...", if the options or the data make no sense
 */
export function train(
  options: TrainingOptions,
  data: TrainingData,
  seed: number,
  backend: Backend,
): Generator<TrainingEvent, Network, void> {
  checkExamples(data.train, "training");
  checkExamples(data.test, "test");
  const { batchSize, network, optimizer } = options;
  if (batchSize > data.train.count) {
    refuse(
      `a batch size of ${batchSize}: there are ${data.train.count} training examples; make batches as small as that`,
    );
  }
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    refuse(`the seed ${seed}: give a whole number from 0 to 2^32 - 1`);
  }
  const { initialisation = "he", weightDecay = 0 } = network;
  if (typeof initialisation === "number" && !isFrom0(initialisation)) {
    refuse(`weights of the scale ${initialisation}: give a number, 0 or more`);
  }
  if (!isFrom0(weightDecay)) refuse(`weight decay ${weightDecay}: give a number, 0 or more`);
  if (!(isFrom0(optimizer.learningRate) && optimizer.learningRate > 0)) {
    refuse(`the learning rate ${optimizer.learningRate}: give a number greater than 0`);
  }
  for (const name of ["momentum", "decay", "beta1", "beta2"] as const) {
    const { [name]: share } = optimizer as Partial<Record<typeof name, number>>;
    if (share !== undefined && !(share >= 0 && share <= 1)) {
      refuse(`${name} ${share}: give a number from 0 to 1`);
    }
  }
  return trainUnchecked(options, data, seed, backend);
}

function refuse(what: string): never {
  throw new RangeError(`Cannot train with ${what}`);
}

function isFrom0(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function checkExamples({ count, features, labels, inputs }: Examples, name: string): void {
  if (!(Number.isInteger(count) && count > 0)) {
    refuse(`${count} ${name} examples: give one or more`);
  }
  const values = "pixels" in inputs ? inputs.pixels : inputs.numbers;
  if (labels.length !== count || values.length < count * features) {
    refuse(
      `${count} ${name} examples of ${features} inputs: there are ${labels.length} labels and ${values.length} inputs; give each example its own`,
    );
  }
  const wrong = values instanceof Float64Array
    ? values.findIndex((value) => !Number.isFinite(value))
    : -1;
  if (wrong >= 0) {
    refuse(
      `${name} example ${Math.floor(wrong / features)}: its input ${wrong % features} is ${
        values[wrong]
      }; inputs are finite numbers`,
    );
  }
}
