import { Affine } from "../layers/affine.ts";
import { BatchNorm } from "../layers/batch_norm.ts";
import { Dropout } from "../layers/dropout.ts";
import { type Layer, type Mode, MODES, type Parameter } from "../layers/layer.ts";
import { Relu } from "../layers/relu.ts";
import { Sigmoid } from "../layers/sigmoid.ts";
import { SoftmaxCrossEntropy } from "../layers/softmax_cross_entropy.ts";
import type { Backend } from "../matrix/backend.ts";
import type { Round } from "../matrix/dtype.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { NonZeros } from "../matrix/non_zeros.ts";
import type { RandomState } from "../random/random_state.ts";
import { checkKeys, checkName, checkNumber, FROM_0, FROM_0_BELOW_1, show } from "../settings.ts";
import { checkInitialisation, drawWeights, type Initialisation } from "./initialisation.ts";

/** What can follow a hidden affine layer. */
export type Activation = "relu" | "sigmoid";

/** All activations, the default first. */
export const ACTIVATIONS: readonly Activation[] = ["relu", "sigmoid"];

/** A fully connected network for classification. */
export interface NetworkOptions {
  /** The number of inputs, 1 or more. */
  readonly inputs: number;
  /** The widths of the hidden layers, each 1 or more; may be empty. */
  readonly hidden: readonly number[];
  /** The number of classes, 2..256. */
  readonly classes: number;
  /** What follows each hidden affine layer. Default `"relu"`. */
  readonly activation?: Activation;
  /** How the weights are drawn. Default `"he"`. */
  readonly initialisation?: Initialisation;
  /** L2 regularisation: adds lambda/2 times the sum of all W^2 to the loss. Default 0. */
  readonly weightDecay?: number;
  /** Whether batch norm stands between affine layer and activation. Default no. */
  readonly batchNorm?: boolean;
  /** The probability of dropping a hidden unit, 0 to less than 1; absent means no dropout. */
  readonly dropout?: number;
}

/**
 * affine -> [batch norm] -> activation -> [dropout] for each hidden layer, then
 * affine -> softmax -> cross entropy.
 */
export class Network {
  /** Everything that can be learned: W1, b1, [gamma1, beta1,] W2, b2, ... */
  readonly parameters: readonly Parameter[];
  /** The number of inputs. */
  readonly inputs: number;
  /** The number of classes. */
  readonly classes: number;
  /** Where its numbers are kept, and what computes with them. */
  readonly backend: Backend;
  readonly #first: Affine;
  /** The layers after the first affine one. */
  readonly #layers: readonly Layer[];
  readonly #loss: SoftmaxCrossEntropy;
  readonly #weightDecay: number;

  /**
   * Draws the weights W1, W2, ... in this order; biases start at 0.
   *
   * @param random also draws the dropout masks later on
   * @throws {RangeError} if a size or a ratio is out of range
   */
  constructor(options: NetworkOptions, backend: Backend, random: RandomState) {
    checkNetwork(options, backend.round);
    const { inputs, hidden, classes, dropout } = options;
    const { activation = "relu", initialisation = "he", weightDecay = 0 } = options;
    this.inputs = inputs;
    this.classes = classes;
    this.backend = backend;
    this.#weightDecay = backend.round(weightDecay);
    this.#loss = new SoftmaxCrossEntropy(backend, classes);

    const widths = [inputs, ...hidden, classes];
    let first: Affine | undefined;
    const layers: Layer[] = [];
    for (let index = 1; index < widths.length; index++) {
      const [before, width] = [widths[index - 1]!, widths[index]!];
      const weight = drawWeights(backend, before, width, initialisation, random);
      const isLast = index === widths.length - 1;
      // Without batch norm in between, the affine kernel applies ReLU on the way.
      const rectify = !isLast && activation === "relu" && !options.batchNorm;
      const affine = new Affine(backend, weight, { index, rectify });
      if (index === 1) first = affine;
      else layers.push(affine);
      if (isLast) break;
      if (options.batchNorm) layers.push(new BatchNorm(backend, index, width));
      if (activation === "sigmoid") layers.push(new Sigmoid(backend.round));
      else if (!rectify) layers.push(new Relu(backend));
      if (dropout !== undefined) layers.push(new Dropout(backend, width, dropout, random));
    }
    this.#first = first!;
    this.#layers = layers;
    this.parameters = [this.#first, ...layers].flatMap((layer) => layer.parameters);
  }

  /**
   * Inputs (batch, inputs) -> logits (batch, classes).
   *
   * @param onHidden told of what each hidden layer hands on, (batch, width), in
   *   order; the matrix is overwritten afterwards and must not be changed
   */
  predict(
    input: Matrix | NonZeros,
    mode: Mode = "test",
    onHidden?: (output: Matrix) => void,
  ): Matrix {
    checkName("mode", mode, MODES);
    const size = input instanceof NonZeros ? undefined : input.values.length;
    if (
      input.columns !== this.inputs || (size !== undefined && size < input.rows * input.columns)
    ) {
      throw new RangeError(
        `Cannot predict from ${input.rows} rows of ${input.columns} inputs${
          size === undefined ? "" : ` in ${size} numbers`
        }: the network has ${this.inputs} inputs`,
      );
    }
    let output = this.#first.forward(input);
    for (const layer of this.#layers) {
      if (layer instanceof Affine) onHidden?.(output);
      output = layer.forward(output, mode);
    }
    return output;
  }

  /**
   * The loss of a batch, with the L2 term.
   *
   * @param labels the right class of each row
   */
  loss(input: Matrix | NonZeros, labels: Uint8Array, mode: Mode = "test"): number {
    const { round } = this.backend;
    this.#checkLabels(input.rows, labels);
    const crossEntropy = this.#loss.forward(this.predict(input, mode), labels);
    if (this.#weightDecay === 0) return crossEntropy;
    const half = round(0.5 * this.#weightDecay);
    let penalty = 0;
    for (const { value, decays } of this.parameters) {
      if (!decays) continue;
      penalty = round(penalty + round(half * this.backend.sumOfSquares(value.values)));
    }
    return round(crossEntropy + penalty);
  }

  #checkLabels(rows: number, labels: Uint8Array): void {
    if (!(labels instanceof Uint8Array) || labels.length !== rows) {
      throw new RangeError(
        `Cannot use ${labels?.length} labels for ${rows} rows: give a Uint8Array with one for each`,
      );
    }
    for (const label of labels) {
      if (label >= this.classes) {
        throw new RangeError(
          `Cannot use the label ${label}: there are ${this.classes} classes, counted from 0`,
        );
      }
    }
  }

  /** Fills the gradient of every parameter, from a pass in training mode. */
  computeGradients(input: Matrix | NonZeros, labels: Uint8Array): void {
    this.#checkLabels(input.rows, labels);
    this.#loss.forward(this.predict(input, "train"), labels);
    const gradient = this.#layers.reduceRight(
      (gradient, layer) => layer.backward(gradient),
      this.#loss.backward(labels),
    );
    this.#first.backward(gradient);
    if (this.#weightDecay === 0) return;
    for (const { value, gradient, decays } of this.parameters) {
      if (decays) this.backend.addScaled(gradient.values, this.#weightDecay, value.values);
    }
  }
}

/** The names of the parameters of a network, in order: W1, b1, [gamma1, beta1,] W2, ... */
export function parameterNames({ hidden, batchNorm = false }: NetworkOptions): string[] {
  return Array.from({ length: hidden.length + 1 }, (_, i) => i + 1).flatMap((index) => [
    ...[`W${index}`, `b${index}`],
    ...(batchNorm && index <= hidden.length ? [`gamma${index}`, `beta${index}`] : []),
  ]);
}

/** The settings of a network. */
const NAMES: readonly (keyof NetworkOptions)[] = [
  "inputs",
  "hidden",
  "classes",
  "activation",
  "initialisation",
  "weightDecay",
  "batchNorm",
  "dropout",
];

/**
 * Checks the settings of a network.
 *
 * @throws {RangeError} if one is unknown or out of range
 */
export function checkNetwork(options: NetworkOptions, round?: Round): void {
  checkKeys("network", options, NAMES);
  const { inputs, hidden, classes, dropout } = options;
  const { activation = "relu", initialisation = "he", weightDecay = 0, batchNorm = false } =
    options;
  const isSize = (size: unknown): boolean => Number.isInteger(size) && Number(size) >= 1;
  if (!Array.isArray(hidden) || ![inputs, ...hidden].every(isSize)) {
    throw new RangeError(
      `Cannot build a network of layers ${show(inputs)}, ${
        show(hidden)
      }: every width must be a whole number, 1 or more`,
    );
  }
  if (!Number.isInteger(classes) || classes < 2 || classes > 256) {
    throw new RangeError(
      `Cannot build a network for ${show(classes)} classes: give a whole number from 2 to 256`,
    );
  }
  checkName("activation", activation, ACTIVATIONS);
  checkInitialisation(initialisation, round);
  checkNumber("weight decay", weightDecay, FROM_0, round);
  if (typeof batchNorm !== "boolean") {
    throw new RangeError(`Cannot train with batchNorm ${show(batchNorm)}: give true or false`);
  }
  if (dropout !== undefined) checkNumber("dropout", dropout, FROM_0_BELOW_1);
  if (hidden.length === 0 && (batchNorm || dropout !== undefined)) {
    throw new RangeError(
      "Cannot train without hidden layers and with batch norm or dropout: these belong to hidden layers; leave them out, or give one",
    );
  }
}
