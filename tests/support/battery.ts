import { imageExamples } from "../../lib/engine/training/examples.ts";
import { drawSyntheticDigits, type SyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import type { Backend } from "../../lib/engine/matrix/backend.ts";
import { type Dtype, DTYPES } from "../../lib/engine/matrix/dtype.ts";
import type { NetworkOptions } from "../../lib/engine/network/network_options.ts";
import type { OptimizerOptions } from "../../lib/engine/optimizers/optimizer.ts";
import type { TrainingOptions } from "../../lib/engine/training/train.ts";
import { canonicalJson } from "../../pipeline/system/canonical_json.ts";
import { sha256 } from "../../pipeline/system/sha256.ts";
import type { RunSpec } from "../../pipeline/records/record.ts";
import { runExperiment } from "../../pipeline/training/run_experiment.ts";

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

type Case = Pick<RunSpec, "training"> & Partial<Pick<RunSpec, "trainImages" | "labels">>;

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
  "the first images": { training: training({}), trainImages: 60 },
  "a checkpoint rule that is not whole": { training: training({}), trainImages: 70 },
  "shuffled labels": { training: training({}), labels: "shuffled" },
};

function examples({ images, labels }: SyntheticDigits): ReturnType<typeof imageExamples> {
  return imageExamples(images.values, labels.values);
}

/**
 * Trains every case of the battery in both number formats.
 *
 * @returns for each the SHA-256 of all that a record would hold of it
 */
export async function batteryDigests(
  backendFor: (dtype: Dtype) => Backend,
): Promise<Record<string, string>> {
  const data = {
    train: examples(drawSyntheticDigits(100, 1)),
    test: examples(drawSyntheticDigits(30, 2)),
  };
  const digests: Record<string, string> = {};
  for (const dtype of DTYPES) {
    for (const [name, one] of Object.entries(BATTERY)) {
      const spec: RunSpec = {
        document: "battery",
        experiment: name,
        trainImages: null,
        ...one,
        seed: 7,
        dtype,
        data: { name: "battery", sha256: "" },
        engine: 1,
      };
      const result = await runExperiment(spec, data, backendFor(dtype));
      digests[`${dtype} ${name}`] = sha256(canonicalJson(result));
    }
  }
  return digests;
}
