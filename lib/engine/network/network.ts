import { type Layer, type Mode, MODES, type Parameter } from "../layers/layer.ts";
import { createLayer, layerDefinition } from "../layers/mod.ts";
import { type Backend, checkBackend } from "../matrix/backend.ts";
import { CsrMatrix } from "../matrix/csr_matrix.ts";
import type { Values } from "../matrix/dtype.ts";
import { ADD_SCALED, type KernelOf } from "../matrix/formula.ts";
import { checkMatrix, type Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { RandomState } from "../random/random_state.ts";
import { checkCount, checkKeys, checkName, checkNumbers, checkObject } from "../settings.ts";
import { completeDefinition, type NetworkDefinition } from "./definition.ts";
import { SoftmaxCrossEntropy } from "./softmax_cross_entropy.ts";

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
  /** What is learned, by name. */
  readonly #state: ReadonlyMap<string, Values>;
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
    const complete = completeDefinition(definition, backend.round);
    this.#definition = complete;
    this.#random = random;
    this.backend = backend;
    this.inputs = complete.inputs;
    let width = complete.inputs;
    const kinds = complete.layers.map((options) => layerDefinition(options).layer);
    this.#layers = complete.layers.map((options, i) => {
      const number = kinds.slice(0, i + 1).filter((kind) => kind === kinds[i]).length;
      const layer = createLayer(options, { backend, inputs: width, random, number });
      width = layer.outputs;
      return layer;
    });
    checkCount("build a network with % outputs of the last layer", width, 2, 256);
    this.classes = width;
    this.parameters = this.#layers.flatMap(({ parameters = [] }) => parameters);
    const arrays = [
      ...this.parameters.map(({ name, value }) => [name, value.values] as const),
      ...this.#layers.flatMap(({ buffers = {} }) => Object.entries(buffers)),
    ];
    this.#state = new Map(arrays);
    if (this.#state.size < arrays.length) {
      throw new RangeError(
        `Cannot build a network of ${
          arrays.map(([name]) => name).join(", ")
        }: give each its own name`,
      );
    }
    this.#dense = new RowBuffer(backend, this.inputs);
    this.#loss = new SoftmaxCrossEntropy(backend, width, complete.lossEpsilon);
    this.#weightDecay = backend.round(complete.weightDecay);
    this.#addScaled = backend.kernel(ADD_SCALED);
    if (from === undefined) { for (const layer of this.#layers) layer.initialise?.(random); }
    else this.#copyFrom(from);
  }

  /**
   * A copy of all numbers that the network has learned, by name: `W1`, `b1`, ..., and the
   * running averages of batch norm. `JSON.stringify` keeps every finite number exactly.
   */
  weights(): Record<string, number[]> {
    return Object.fromEntries(Array.from(this.#state, ([name, values]) => [name, [...values]]));
  }

  /**
   * Replaces all numbers that the network has learned.
   *
   * @param weights what {@linkcode weights} of a network with the same layers returned
   * @throws {RangeError} if a name or a number is missing or unknown; then none is replaced
   */
  load(weights: Readonly<Record<string, readonly number[]>>): void {
    checkKeys("load", "network", weights, [...this.#state.keys()]);
    for (const [name, values] of this.#state) {
      const given = weights[name]!;
      checkNumbers(`load % numbers as ${name}`, given, values.length);
      if (given.length === values.length) continue;
      throw new RangeError(
        `Cannot load ${given.length} numbers as ${name}: give ${values.length}`,
      );
    }
    for (const [name, values] of this.#state) values.set(weights[name]!);
  }

  #copyFrom(from: Network): void {
    for (const [name, values] of this.#state) values.set(from.#state.get(name)!);
    from.parameters.forEach(({ gradient }, i) => {
      this.parameters[i]!.gradient.values.set(gradient.values);
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
