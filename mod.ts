/**
 * The engine of Retrace: small fully connected networks, trained on the CPU with
 * NumPy's random numbers and the same bits on every machine.
 *
 * ```ts
 * import { fastestBackend, numberExamples, train } from "@retrace/retrace";
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
 *   if (event.kind === "end") console.log(event.testAccuracy); // 1
 * }
 * ```
 *
 * @module
 */

export * from "./lib/data/glyphs.ts";
export * from "./lib/data/idx.ts";
export * from "./lib/data/sources.ts";
export * from "./lib/data/synthetic_digits.ts";
export * from "./lib/documents/claim.ts";
export * from "./lib/documents/defect.ts";
export * from "./lib/documents/document.ts";
export * from "./lib/documents/experiment.ts";
export * from "./lib/documents/language.ts";
export * from "./lib/documents/measure.ts";
export * from "./lib/documents/measured_run.ts";
export * from "./lib/documents/mod.ts";
export * from "./lib/documents/race.ts";
export * from "./lib/documents/recorded.ts";
export * from "./lib/documents/run_measures.ts";
export * from "./lib/documents/self_test.ts";
export * from "./lib/documents/tolerance.ts";
export * from "./lib/documents/variation.ts";
export * from "./lib/documents/vary.ts";
export * from "./lib/documents/verdict.ts";
export * from "./lib/engine/layers/layer.ts";
export * from "./lib/engine/math/exp.ts";
export * from "./lib/engine/math/log.ts";
export * from "./lib/engine/matrix/backend.ts";
export * from "./lib/engine/matrix/blocked_backend.ts";
export * from "./lib/engine/matrix/dtype.ts";
export * from "./lib/engine/matrix/matrix.ts";
export * from "./lib/engine/matrix/non_zeros.ts";
export * from "./lib/engine/matrix/reference_backend.ts";
export * from "./lib/engine/network/initialisation.ts";
export * from "./lib/engine/network/network.ts";
export type { AdagradOptions } from "./lib/engine/optimizers/adagrad.ts";
export type { AdamOptions } from "./lib/engine/optimizers/adam.ts";
export type { MomentumOptions } from "./lib/engine/optimizers/momentum.ts";
export * from "./lib/engine/optimizers/optimizer.ts";
export type { RmspropOptions } from "./lib/engine/optimizers/rmsprop.ts";
export type { SgdOptions } from "./lib/engine/optimizers/sgd.ts";
export * from "./lib/engine/random/mt19937.ts";
export * from "./lib/engine/random/random_state.ts";
export * from "./lib/engine/training/accuracy.ts";
export * from "./lib/engine/training/activations.ts";
export * from "./lib/engine/training/digest.ts";
export * from "./lib/engine/training/examiner.ts";
export * from "./lib/engine/training/examples.ts";
export * from "./lib/engine/training/train.ts";
export * from "./lib/engine/version.ts";
export * from "./lib/engine/wasm/fastest_backend.ts";
export * from "./lib/engine/wasm/wasm_backend.ts";
export * from "./lib/statistics/holm.ts";
export * from "./lib/statistics/normal.ts";
export * from "./lib/statistics/paired.ts";
export * from "./lib/statistics/share.ts";
export * from "./lib/statistics/student_t.ts";
export * from "./lib/statistics/summary.ts";
export * from "./lib/verdict/criterion.ts";
export * from "./lib/verdict/evidence.ts";
export * from "./lib/verdict/judge.ts";
export * from "./lib/verdict/levels.ts";
export * from "./lib/verdict/placement.ts";
export * from "./lib/verdict/printed.ts";
export * from "./lib/verdict/robustness.ts";
export * from "./lib/verdict/self_test.ts";
export * from "./lib/verdict/simulation.ts";
export * from "./lib/verdict/verdict.ts";
