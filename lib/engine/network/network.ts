import { Affine } from "../layers/affine.ts";
import { BatchNorm } from "../layers/batch_norm.ts";
import { Dropout } from "../layers/dropout.ts";
import { type Layer, type Mode, MODES, type Parameter } from "../layers/layer.ts";
import { Relu } from "../layers/relu.ts";
import { Sigmoid } from "../layers/sigmoid.ts";
import { SoftmaxCrossEntropy } from "../layers/softmax_cross_entropy.ts";
import { allocateMatrix, type Backend, checkBackend } from "../matrix/backend.ts";
import type { Round } from "../matrix/dtype.ts";
import { checkMatrix, type Matrix } from "../matrix/matrix.ts";
import { NonZeros } from "../matrix/non_zeros.ts";
import type { RandomState } from "../random/random_state.ts";
import {
  checkKeys,
  checkName,
  checkNumber,
  checkObject,
  checkRounded,
  FROM_0,
  FROM_0_BELOW_1,
  show,
} from "../settings.ts";
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
  readonly #options: CompleteNetworkOptions;
  readonly #random: RandomState;

  /**
   * Draws the weights W1, W2, ... in this order; biases start at 0.
   *
   * @param random also draws the dropout masks later on
   * @param from a network of the same settings whose numbers are taken, and none drawn
   * @throws {RangeError} if a setting is unknown or out of range, or there is no memory
   */
  constructor(options: NetworkOptions, backend: Backend, random: RandomState, from?: Network) {
    checkBackend(backend);
    checkObject("draw weights with the generator", random, "a RandomState");
    const complete = completeNetwork(options, backend.round);
    const { inputs, hidden, classes, activation, initialisation, weightDecay } = complete;
    const { batchNorm, dropout } = complete;
    this.#options = complete;
    this.#random = random;
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
      const weight = from === undefined
        ? drawWeights(backend, before, width, initialisation, random)
        : allocateMatrix(backend, before, width);
      const isLast = index === widths.length - 1;
      // Without batch norm in between, the affine kernel applies ReLU on the way.
      const rectify = !isLast && activation === "relu" && !batchNorm;
      const affine = new Affine(backend, weight, { index, rectify });
      if (index === 1) first = affine;
      else layers.push(affine);
      if (isLast) break;
      if (batchNorm) layers.push(new BatchNorm(backend, index, width));
      if (activation === "sigmoid") layers.push(new Sigmoid(backend.round));
      else if (!rectify) layers.push(new Relu(backend));
      if (dropout !== undefined) layers.push(new Dropout(backend, width, dropout, random));
    }
    this.#first = first!;
    this.#layers = layers;
    this.parameters = [this.#first, ...layers].flatMap((layer) => layer.parameters);
    if (from !== undefined) this.#take(from);
  }

  /** Takes the numbers of a network of the same settings. */
  #take(from: Network): void {
    from.parameters.forEach(({ value, gradient }, i) => {
      this.parameters[i]!.value.values.set(value.values);
      this.parameters[i]!.gradient.values.set(gradient.values);
    });
    from.#layers.forEach(({ buffers = [] }, i) => {
      buffers.forEach((values, k) => this.#layers[i]!.buffers![k]!.set(values));
    });
  }

  /**
   * The same network on another backend, with numbers of its own: neither changes when
   * the other learns. Dropout masks of both are drawn from one and the same stream.
   *
   * @param backend of the same number format, or the numbers are rounded to its own
   */
  copyTo(backend: Backend): Network {
    return new Network(this.#options, backend, this.#random, this);
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
    checkName("predict in the mode", mode, MODES);
    if (!(input instanceof NonZeros)) checkMatrix(input);
    if (input.columns !== this.inputs) {
      throw new RangeError(
        `Cannot predict from ${input.rows} rows of ${input.columns} inputs: the network has ${this.inputs} inputs`,
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
   * @throws {RangeError} if there is no row, or one without a label that is a class
   */
  loss(input: Matrix | NonZeros, labels: Uint8Array, mode: Mode = "test"): number {
    const { round } = this.backend;
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
      if (decays) this.backend.addScaled(gradient.values, this.#weightDecay, value.values);
    }
  }
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

/** The settings of a network with every default filled in. */
export type CompleteNetworkOptions =
  & Required<Omit<NetworkOptions, "dropout">>
  & Pick<NetworkOptions, "dropout">;

/**
 * Checks the settings of a network, and fills in those that are left out; the result is
 * a copy, which nobody else can change.
 *
 * @param round the rounding of the number format; by default none, as of f64
 * @throws {RangeError} if one is unknown or out of range
 */
export function completeNetwork(
  options: NetworkOptions,
  round: Round = (value) => value,
): CompleteNetworkOptions {
  checkKeys("train with", "network", options, NAMES);
  const { inputs, hidden, classes, dropout } = options;
  const { activation = "relu", initialisation = "he", weightDecay = 0, batchNorm = false } =
    options;
  const isSize = (size: unknown): boolean => Number.isSafeInteger(size) && Number(size) >= 1;
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
  checkName("train with the activation", activation, ACTIVATIONS);
  checkInitialisation(initialisation, round);
  checkNumber("train with weight decay", weightDecay, FROM_0);
  checkRounded("train with weight decay", weightDecay, FROM_0, round);
  if (typeof batchNorm !== "boolean") {
    throw new RangeError(`Cannot train with batchNorm ${show(batchNorm)}: give true or false`);
  }
  if (dropout !== undefined) checkNumber("train with dropout", dropout, FROM_0_BELOW_1);
  if (hidden.length === 0 && (batchNorm || dropout !== undefined)) {
    throw new RangeError(
      "Cannot train without hidden layers and with batch norm or dropout: these belong to hidden layers; leave them out, or give one",
    );
  }
  return {
    ...{ inputs, hidden: [...hidden], classes, activation, initialisation, weightDecay, batchNorm },
    ...(dropout === undefined ? {} : { dropout }),
  };
}

/** The names of a network's parameters, in their order. */
export function parameterNames({ hidden, batchNorm }: CompleteNetworkOptions): string[] {
  const ofLayer = (index: number, isLast: boolean): string[] => [
    ...[`W${index}`, `b${index}`],
    ...(batchNorm && !isLast ? [`gamma${index}`, `beta${index}`] : []),
  ];
  return [
    ...hidden.flatMap((_, i) => ofLayer(i + 1, false)),
    ...ofLayer(hidden.length + 1, true),
  ];
}
