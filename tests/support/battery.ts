import { drawSyntheticDigits, type SyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import type { Backend } from "../../lib/engine/matrix/backend.ts";
import { type Dtype, DTYPES } from "../../lib/engine/matrix/dtype.ts";
import type { NetworkOptions } from "../../lib/engine/network/network_options.ts";
import type { OptimizerOptions } from "../../lib/engine/optimizers/optimizer.ts";
import type { Protocol } from "../../lib/engine/protocol.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import { weightBytes } from "../../lib/engine/training/digest.ts";
import {
  firstExamples,
  imageExamples,
  numberExamples,
  shuffleLabels,
} from "../../lib/engine/training/examples.ts";
import {
  type Evaluation,
  type OpenTrainingOptions,
  train,
  type TrainingData,
  type TrainingOptions,
} from "../../lib/engine/training/train.ts";

const ADAM: OptimizerOptions = { rule: "adam", learningRate: 0.002, beta1: 0.9, beta2: 0.999 };

function training(
  layers: Partial<NetworkOptions>,
  optimizer: OptimizerOptions = ADAM,
  others: Partial<TrainingOptions> = {},
): TrainingOptions {
  return {
    network: { inputs: 784, hidden: [13, 7], classes: 10, ...layers },
    optimizer,
    batchSize: 20,
    iterations: 9,
    ...others,
  };
}

function digits(count: number, seed: number): ReturnType<typeof imageExamples> {
  const { images, labels }: SyntheticDigits = drawSyntheticDigits(count, seed);
  return imageExamples(images.values, labels.values);
}

function randomNumbers(count: number, seed: number): ReturnType<typeof numberExamples> {
  const random = new RandomState(seed);
  const rows = Array.from(
    { length: count },
    () => Array.from({ length: 12 }, () => random.randn()),
  );
  return numberExamples(rows, rows.map((_, i) => i % 10));
}

/** What a case is trained on unless it says otherwise. */
export const IMAGES: TrainingData = { train: digits(100, 1), test: digits(30, 2) };
const NUMBERS: TrainingData = { train: randomNumbers(100, 1), test: randomNumbers(30, 2) };

/** A field of the protocol and its other value, on a network that has everything. */
function changed(protocol: Partial<Protocol>): Case {
  return { training: training({ batchNorm: true, dropout: 0.25 }, ADAM, { protocol }) };
}

/** A value other than the default for every field of the protocol. */
const OTHER_PROTOCOL: Protocol = {
  batchNormEpsilon: 0.01,
  batchNormMomentum: 0.5,
  optimizerEpsilon: 0.01,
  lossEpsilon: 0.01,
  dropoutScaling: "train",
  sampling: "without replacement",
  checkpointEvery: 2,
  probeEvery: 3,
  probeExamples: 7,
};

const OTHER_EPSILON = { protocol: { optimizerEpsilon: 0.01 } };

/** What is trained, and on what; by default the images. */
export interface Case {
  readonly training: OpenTrainingOptions;
  readonly data?: TrainingData;
}

/** Short runs of every kind: each differs from the others in something that decides bits. */
export const BATTERY: Readonly<Record<string, Case>> = {
  "sgd": { training: training({}, { rule: "sgd", learningRate: 0.1 }) },
  "momentum": { training: training({}, { rule: "momentum", learningRate: 0.01, momentum: 0.9 }) },
  "adagrad": { training: training({}, { rule: "adagrad", learningRate: 0.01 }) },
  "rmsprop": {
    training: training({}, {
      rule: "rmsprop",
      learningRate: 0.001,
      decay: 0.99,
      decayBy: "multiply",
    }),
  },
  "rmsprop as written": {
    training: training({}, { rule: "rmsprop", learningRate: 0.01, decay: 0.99, decayBy: "add" }),
  },
  "adam": { training: training({}) },
  "no hidden layer": { training: training({ hidden: [] }) },
  "one hidden layer": { training: training({ hidden: [17] }) },
  "wider than a register block": { training: training({ hidden: [70, 33] }) },
  "xavier": { training: training({ initialisation: "xavier" }) },
  "standard deviation 0.01": { training: training({ initialisation: 0.01 }) },
  "sigmoid": { training: training({ activation: "sigmoid" }) },
  "weight decay": { training: training({ weightDecay: 0.01 }) },
  "dropout": { training: training({ dropout: 0.25 }) },
  "batch norm": { training: training({ batchNorm: true }) },
  "batch norm, sigmoid, dropout, weight decay": {
    training: training({
      activation: "sigmoid",
      batchNorm: true,
      dropout: 0.5,
      weightDecay: 0.001,
    }),
  },
  "frozen parameters": { training: training({}, ADAM, { frozen: ["W3", "b3"] }) },
  "diverging": { training: training({}, { rule: "sgd", learningRate: 1e30 }) },
  "the first images": {
    training: training({}),
    data: { ...IMAGES, train: firstExamples(IMAGES.train, 60) },
  },
  "a checkpoint rule that is not whole": {
    training: training({}),
    data: { ...IMAGES, train: firstExamples(IMAGES.train, 70) },
  },
  "shuffled labels": {
    training: training({}),
    data: { ...IMAGES, train: shuffleLabels(IMAGES.train, 7) },
  },
  "numbers": { training: training({ inputs: 12 }), data: NUMBERS },
  "batches of 7": { training: training({}, ADAM, { batchSize: 7 }) },
  "weight decay, xavier": { training: training({ weightDecay: 0.01, initialisation: "xavier" }) },
  "weight decay, standard deviation 0.01": {
    training: training({ weightDecay: 0.01, initialisation: 0.01 }),
  },
  "frozen batch norm": {
    training: training({ batchNorm: true }, ADAM, { frozen: ["gamma1", "beta2"] }),
  },
  "momentum, other options": {
    training: training({}, { rule: "momentum", learningRate: 0.01, momentum: 0.5 }),
  },
  "adagrad, other options": {
    training: training({}, { rule: "adagrad", learningRate: 0.01 }, OTHER_EPSILON),
  },
  "rmsprop, other options": {
    training: training({}, { rule: "rmsprop", learningRate: 0.001, decay: 0.9 }, OTHER_EPSILON),
  },
  "adam, other options": {
    training: training({}, { ...ADAM, beta1: 0.8, beta2: 0.99 }, OTHER_EPSILON),
  },
  "a list of layers": {
    training: {
      ...training({}),
      network: {
        inputs: 784,
        layers: [
          { layer: "dropout", p: 0.1 },
          { layer: "affine", outputs: 9, initialisation: "xavier" },
          { layer: "sigmoid" },
          { layer: "relu" },
          { layer: "affine", outputs: 10 },
        ],
        lossEpsilon: 0.001,
      },
    },
  },
  "the default protocol": changed({}),
  ...Object.fromEntries(
    Object.entries(OTHER_PROTOCOL).map(([name, value]) => [name, changed({ [name]: value })]),
  ),
};

/**
 * Trains every case of the battery in both number formats.
 *
 * @returns for each the SHA-256 of all that the engine gives: every number of every event
 *   in order, and the weights
 */
export async function batteryDigests(
  backendFor: (dtype: Dtype) => Backend,
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const dtype of DTYPES) {
    for (const [name, { training, data = IMAGES }] of Object.entries(BATTERY)) {
      const numbers: (string | number)[] = [];
      let weights = new Uint8Array(0);
      for (const event of train(training, data, 7, backendFor(dtype))) {
        numbers.push(event.kind, event.iteration);
        if (event.kind === "iteration") numbers.push(event.loss);
        else if (event.kind === "probe") numbers.push(event.accuracy);
        else numbers.push(...numbersOf(event));
        if (event.kind === "end") weights = weightBytes(event.network);
      }
      digests[`${dtype} ${name}`] = await sha256(numbers.join(" "), weights);
    }
  }
  return digests;
}

function numbersOf(evaluation: Evaluation): number[] {
  const { trainAccuracy, testAccuracy, activations, gradientNorms } = evaluation;
  const layers = activations.map(({ mean, standardDeviation, zeros, deadUnits }) => [
    ...[mean, standardDeviation, zeros, deadUnits],
  ]);
  return [trainAccuracy, testAccuracy, ...layers.flat(), ...gradientNorms];
}

async function sha256(text: string, bytes: Uint8Array): Promise<string> {
  const all = new Blob([text, new Uint8Array(bytes)]);
  const hash = await crypto.subtle.digest("SHA-256", await all.arrayBuffer());
  return new Uint8Array(hash).toHex();
}
