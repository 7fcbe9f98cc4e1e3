import { type Layer, type Mode, MODES, type Parameter } from "../layers/layer.ts";
import { createLayer, type LayerOptions } from "../layers/mod.ts";
import { type Backend, checkBackend } from "../matrix/backend.ts";
import { CsrMatrix } from "../matrix/csr_matrix.ts";
import { ADD_SCALED, type KernelOf } from "../matrix/formula.ts";
import { checkMatrix, type Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { RandomState } from "../random/random_state.ts";
import { checkCount, checkName, checkObject } from "../settings.ts";
import { SoftmaxCrossEntropy } from "./softmax_cross_entropy.ts";

/** A network for classification as a list of layers; softmax and cross entropy follow. */
export interface NetworkDefinition {
  /** The number of inputs, 1 or more. */
  readonly inputs: number;
  /** The layers, one or more; the last has an output for each class. */
  readonly layers: readonly LayerOptions[];
  /** L2 regularisation: adds lambda/2 times the sum of all W^2 to the loss. */
  readonly weightDecay: number;
  /** Added to the probability whose logarithm is the loss. */
  readonly lossEpsilon: number;
}

/** A network for classification. */
export class Network {
  /** Everything that can be learned: W1, b1, [gamma1, beta1,] W2, b2, ... */
  readonly parameters: readonly Parameter[];
  /** The number of inputs. */
  readonly inputs: number;
  /** The number of classes. */
  readonly classes: number;
  /** Owns its numbers, and computes with them. */
  readonly backend: Backend;
  readonly #definition: NetworkDefinition;
  readonly #random: RandomState;
  readonly #layers: readonly Layer[];
  readonly #dense: RowBuffer;
  readonly #loss: SoftmaxCrossEntropy;
  readonly #weightDecay: number;
  readonly #addScaled: KernelOf<typeof ADD_SCALED>;

  /**
   * Draws the weights W1, W2, ... in this order.
   *
   * @param random also draws the dropout masks later on
   * @param from a network of the same definition, whose numbers are copied; then nothing
   *   is drawn
   * @throws {RangeError} if a setting is unknown or out of range, or memory runs out
   */
  constructor(
    definition: NetworkDefinition,
    backend: Backend,
    random: RandomState,
    from?: Network,
  ) {
    checkBackend(backend);
    checkObject("draw weights with the generator", random, "a RandomState");
    this.#definition = definition;
    this.#random = random;
    this.backend = backend;
    this.inputs = definition.inputs;
    let width = definition.inputs;
    this.#layers = definition.layers.map((options) => {
      const layer = createLayer(options, { backend, inputs: width, random });
      width = layer.outputs;
      return layer;
    });
    checkCount("build a network of % layers", this.#layers.length, 1);
    this.classes = width;
    this.parameters = this.#layers.flatMap(({ parameters = [] }) => parameters);
    this.#dense = new RowBuffer(backend, this.inputs);
    this.#loss = new SoftmaxCrossEntropy(backend, width, definition.lossEpsilon);
    this.#weightDecay = backend.round(definition.weightDecay);
    this.#addScaled = backend.kernel(ADD_SCALED);
    if (from === undefined) { for (const layer of this.#layers) layer.initialise?.(random); }
    else this.#copyFrom(from);
  }

  #copyFrom(from: Network): void {
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
   * the other learns. Both draw their dropout masks from the same stream.
   *
   * @param backend of the same number format, or numbers are rounded to its format
   */
  copyTo(backend: Backend): Network {
    return new Network(this.#definition, backend, this.#random, this);
  }

  /**
   * Inputs (batch, inputs) -> logits (batch, classes).
   *
   * @param onHidden called with the output of each hidden layer, (batch, width), and its
   *   index from 0: the input of each layer with weights but the first. The matrix must
   *   not be changed, and is overwritten afterwards
   */
  predict(
    input: Matrix | CsrMatrix,
    mode: Mode = "test",
    onHidden?: (output: Matrix, index: number) => void,
  ): Matrix {
    checkName("predict in the mode", mode, MODES);
    if (!(input instanceof CsrMatrix)) checkMatrix(input);
    if (input.columns !== this.inputs) {
      throw new RangeError(
        `Cannot predict from ${input.rows} rows of ${input.columns} inputs: the network has ${this.inputs} inputs`,
      );
    }
    const [first, ...rest] = this.#layers as [Layer, ...Layer[]];
    let output = this.#enter(first, input, mode);
    let hidden = hasWeights(first) ? 0 : -1;
    for (const layer of rest) {
      if (hasWeights(layer)) {
        if (hidden >= 0) onHidden?.(output, hidden);
        hidden += 1;
      }
      output = layer.forward(output, mode);
    }
    return output;
  }

  #enter(first: Layer, input: Matrix | CsrMatrix, mode: Mode): Matrix {
    if (first.forwardCsr !== undefined) {
      return input instanceof CsrMatrix ? first.forwardCsr(input) : first.forward(input, mode);
    }
    // A copy in the backend's memory.
    const dense = this.#dense.withRows(input.rows);
    if (input instanceof CsrMatrix) input.toDense(dense);
    else dense.values.set(input.values);
    return first.forward(dense, mode);
  }

  /**
   * The loss of a batch, with the L2 term.
   *
   * @param labels the right class of each row
   * @throws {RangeError} if there is no row, or one without a label that is a class
   */
  loss(input: Matrix | CsrMatrix, labels: Uint8Array, mode: Mode = "test"): number {
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
  computeGradients(input: Matrix | CsrMatrix, labels: Uint8Array): void {
    this.#loss.forward(this.predict(input, "train"), labels);
    this.#layers.reduceRight(
      (gradient, layer, k) => layer.backward(gradient, k === 0),
      this.#loss.backward(labels),
    );
    if (this.#weightDecay === 0) return;
    for (const { value, gradient, decays } of this.parameters) {
      if (decays) this.#addScaled(gradient.values, value.values, this.#weightDecay);
    }
  }
}

function hasWeights({ parameters = [] }: Layer): boolean {
  return parameters.some(({ decays }) => decays);
}
