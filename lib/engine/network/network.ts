import { Affine } from "../layers/affine.ts";
import { BatchNorm } from "../layers/batch_norm.ts";
import { Dropout } from "../layers/dropout.ts";
import type { Layer, Mode, Parameter } from "../layers/layer.ts";
import { Relu } from "../layers/relu.ts";
import { Sigmoid } from "../layers/sigmoid.ts";
import { SoftmaxCrossEntropy } from "../layers/softmax_cross_entropy.ts";
import type { Backend } from "../matrix/backend.ts";
import type { Matrix } from "../matrix/matrix.ts";
import type { NonZeros } from "../matrix/non_zeros.ts";
import type { RandomState } from "../random/random_state.ts";
import { drawWeights, type Initialisation } from "./initialisation.ts";

/** A fully connected network for classification. */
export interface NetworkOptions {
  /** The number of inputs, 1 or more. */
  readonly inputs: number;
  /** The widths of the hidden layers, each 1 or more; may be empty. */
  readonly hidden: readonly number[];
  /** The number of classes, 2..256. */
  readonly classes: number;
  /** What follows each hidden affine layer. Default `"relu"`. */
  readonly activation?: "relu" | "sigmoid";
  /** How the weights are drawn. Default `"he"`. */
  readonly initialisation?: Initialisation;
  /** L2 regularisation: adds lambda/2 times the sum of all W^2 to the loss. Default 0. */
  readonly weightDecay?: number;
  /** Whether batch norm stands between affine layer and activation. Default no. */
  readonly batchNorm?: boolean;
  /** The probability of dropping a hidden unit, 0..1; absent means no dropout. */
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
  readonly #backend: Backend;
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
    checkOptions(options);
    const { inputs, hidden, classes, dropout } = options;
    const { activation = "relu", initialisation = "he", weightDecay = 0 } = options;
    this.inputs = inputs;
    this.classes = classes;
    this.#backend = backend;
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
    const { round } = this.#backend;
    const crossEntropy = this.#loss.forward(this.predict(input, mode), labels);
    if (this.#weightDecay === 0) return crossEntropy;
    const half = round(0.5 * this.#weightDecay);
    let penalty = 0;
    for (const { value, decays } of this.parameters) {
      if (!decays) continue;
      penalty = round(penalty + round(half * this.#backend.sumOfSquares(value.values)));
    }
    return round(crossEntropy + penalty);
  }

  /** Fills the gradient of every parameter, from a pass in training mode. */
  computeGradients(input: Matrix | NonZeros, labels: Uint8Array): void {
    this.#loss.forward(this.predict(input, "train"), labels);
    const gradient = this.#layers.reduceRight(
      (gradient, layer) => layer.backward(gradient),
      this.#loss.backward(labels),
    );
    this.#first.backward(gradient);
    if (this.#weightDecay === 0) return;
    for (const { value, gradient, decays } of this.parameters) {
      if (decays) this.#backend.addScaled(gradient.values, this.#weightDecay, value.values);
    }
  }
}

function checkOptions(options: NetworkOptions): void {
  const { inputs, hidden, classes, dropout } = options;
  const isSize = (size: number): boolean => Number.isInteger(size) && size >= 1;
  if (![inputs, ...hidden].every(isSize)) {
    throw new RangeError(
      `Cannot build a network of layers ${inputs}, ${
        hidden.join(", ")
      }: every width must be a whole number, 1 or more`,
    );
  }
  if (!Number.isInteger(classes) || classes < 2 || classes > 256) {
    throw new RangeError(
      `Cannot build a network for ${classes} classes: give a whole number from 2 to 256`,
    );
  }
  if (dropout !== undefined && !(dropout >= 0 && dropout <= 1)) {
    throw new RangeError(
      `Cannot build a network with dropout ${dropout}: give a probability from 0 to 1`,
    );
  }
}
