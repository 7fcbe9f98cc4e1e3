/**
 * The engine with all its parts: backends and their kernels, layers, optimizers,
 * networks, training and random numbers. `mod.ts` at the root is the short list.
 *
 * A layer or an optimizer is a definition, which brings its own kernels as formulas.
 * {@linkcode train} takes one of your own in place of a name: `{ rule: definition, ... }`,
 * `{ layer: definition, ... }` in a list of layers.
 *
 * @module
 */

export { checkKernels } from "./check_kernels.ts";
export type { AffineOptions } from "./layers/affine.ts";
export type { BatchNormOptions } from "./layers/batch_norm.ts";
export type { DropoutOptions } from "./layers/dropout.ts";
export { drawWeights, INITIALISATION, type Initialisation } from "./layers/initialisation.ts";
export type {
  Layer,
  LayerContext,
  LayerDefinition,
  LayerOptionsOf,
  Mode,
  Parameter,
} from "./layers/layer.ts";
export * from "./layers/mod.ts";
export type { ReluOptions } from "./layers/relu.ts";
export type { SigmoidOptions } from "./layers/sigmoid.ts";
export * from "./math/exp.ts";
export * from "./math/log.ts";
export { createParameter } from "./layers/layer.ts";
export { allocateMatrix, type Backend } from "./matrix/backend.ts";
export { blockedBackend } from "./matrix/blocked_backend.ts";
export { type Allocator, CsrMatrix } from "./matrix/csr_matrix.ts";
export { type Dtype, DTYPES, type Round, type Values } from "./matrix/dtype.ts";
export {
  type Element,
  type Formula,
  formula,
  type Kernel,
  type KernelOf,
  type VectorOperands,
} from "./matrix/formula.ts";
export type { Matrix } from "./matrix/matrix.ts";
export { RowBuffer } from "./matrix/row_buffer.ts";
export { referenceBackend } from "./matrix/reference_backend.ts";
export type { NetworkDefinition } from "./network/definition.ts";
export * from "./network/network.ts";
export { type Activation, createNetwork, type NetworkOptions } from "./network/network_options.ts";
export type { AdagradOptions } from "./optimizers/adagrad.ts";
export type { AdamOptions } from "./optimizers/adam.ts";
export {
  LEARNING_RATE,
  type OptimizerDefinition,
  type OptionsOf,
} from "./optimizers/definition.ts";
export type { MomentumOptions } from "./optimizers/momentum.ts";
export * from "./optimizers/optimizer.ts";
export type { RmspropOptions } from "./optimizers/rmsprop.ts";
export type { SgdOptions } from "./optimizers/sgd.ts";
export { DEFAULT_PROTOCOL, type Protocol } from "./protocol.ts";
export * from "./random/random_state.ts";
export type { OptionSpec, OptionSpecs, Range } from "./settings.ts";
export type { LayerActivations } from "./training/activations.ts";
export * from "./training/digest.ts";
export * from "./training/evaluator.ts";
export {
  Batch,
  type Examples,
  firstExamples,
  imageExamples,
  numberExamples,
  shuffleLabels,
} from "./training/examples.ts";
export * from "./training/train.ts";
export * from "./version.ts";
export type { Arithmetic, Binary, Unary, VectorBits } from "./wasm/arithmetic.ts";
export type { Code, Load, Store, Tuple, ValueType } from "./wasm/assembler.ts";
export * from "./wasm/fastest_backend.ts";
export { wasmBackend, type WasmOptions } from "./wasm/wasm_backend.ts";
