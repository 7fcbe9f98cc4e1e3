/**
 * The engine of Retrace: small fully connected networks, trained on the CPU with
 * NumPy's random numbers and the same bits on every machine.
 *
 * ```ts
 * import { Evaluator, fastestBackend, numberExamples, train } from "@retrace/retrace";
 *
 * const xor = numberExamples([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
 * const run = train(
 *   {
 *     network: { inputs: 2, hidden: [16], classes: 2 },
 *     optimizer: { rule: "adam", learningRate: 0.02 },
 *     batchSize: 4,
 *     iterations: 200,
 *   },
 *   { train: xor, test: xor },
 *   0, // the seed, as in np.random.seed(0)
 *   fastestBackend("f64"),
 * );
 * for (const event of run) {
 *   if (event.kind === "end") {
 *     console.log(new Evaluator(event.network).classify(xor).join(" ")); // 0 1 1 0
 *   }
 * }
 * ```
 *
 * This is what most programs need. There is more in `./engine` (layers, optimizers and
 * backends of your own), `./statistics`, `./verdict` (judging conclusions by runs) and
 * `./documents` (the documents that are retraced).
 *
 * @module
 */

// Training.
export { fastestBackend } from "./lib/engine/wasm/fastest_backend.ts";
export { train } from "./lib/engine/training/train.ts";
export type { Evaluation, TrainingData, TrainingEvent } from "./lib/engine/training/train.ts";
export type { LayerActivations } from "./lib/engine/training/activations.ts";
export type {
  OpenTrainingOptions,
  TrainingOptions,
} from "./lib/engine/training/training_options.ts";
export type { Initialisation } from "./lib/engine/layers/initialisation.ts";
export type { NetworkOptions } from "./lib/engine/network/network_options.ts";
export type { OptimizerOptions } from "./lib/engine/optimizers/optimizer.ts";
export type { Protocol } from "./lib/engine/protocol.ts";
export type { Backend } from "./lib/engine/matrix/backend.ts";
export type { Dtype } from "./lib/engine/matrix/dtype.ts";
export { RandomState } from "./lib/engine/random/random_state.ts";
// Trained networks.
export { createNetwork } from "./lib/engine/network/network_options.ts";
export { Evaluator } from "./lib/engine/training/evaluator.ts";
export type { Matrix } from "./lib/engine/matrix/matrix.ts";
export type { Network } from "./lib/engine/network/network.ts";
export { weightDigest } from "./lib/engine/training/digest.ts";
// Data.
export { type Examples, imageExamples, numberExamples } from "./lib/engine/training/examples.ts";
export { type IdxBytes, parseIdx } from "./lib/data/idx.ts";
export { type DataFile, type DataSource, MNIST } from "./lib/data/sources.ts";
export { drawSyntheticDigits, type SyntheticDigits } from "./lib/data/synthetic_digits.ts";
