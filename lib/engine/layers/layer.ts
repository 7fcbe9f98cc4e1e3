import { allocateMatrix, type Backend } from "../matrix/backend.ts";
import type { CsrMatrix } from "../matrix/csr_matrix.ts";
import type { Values } from "../matrix/dtype.ts";
import type { Formula } from "../matrix/formula.ts";
import type { Matrix } from "../matrix/matrix.ts";
import type { RandomState } from "../random/random_state.ts";
import type { OptionSpecs } from "../settings.ts";

/**
 * In training, dropout drops units and batch norm uses the statistics of the batch; in
 * test mode neither does.
 */
export type Mode = "train" | "test";

/** Both modes. */
export const MODES: readonly Mode[] = ["train", "test"];

/** Something that is learned. */
export interface Parameter {
  /** Its name: W1, b1, gamma1, beta1, ..., counted from 1. */
  readonly name: string;
  /** Its current values. A bias, gamma or beta is a matrix of one row. */
  readonly value: Matrix;
  /** The gradient of the loss, of the same shape, after a backward pass. */
  readonly gradient: Matrix;
  /** Whether L2 regularisation applies: to weights, not to biases. */
  readonly decays: boolean;
}

/** A parameter of zeros in a backend's memory. */
export function createParameter(
  name: string,
  backend: Backend,
  rows: number,
  columns: number,
  decays: boolean,
): Parameter {
  const zeros = () => allocateMatrix(backend, rows, columns);
  return { name, value: zeros(), gradient: zeros(), decays };
}

/**
 * One step of a network.
 *
 * **Who owns a matrix.** `forward` returns a matrix of the layer's own, which is valid
 * until its next call, or the input itself. It must not change the input, so every layer
 * can rely on its own output in the backward pass. A gradient is handed over: `backward`
 * may overwrite the one that it is given, and return it.
 */
export interface Layer {
  /** The number of columns of its output. */
  readonly outputs: number;
  /** What it learns; absent for most. */
  readonly parameters?: readonly Parameter[];
  /** What else belongs to its state, such as running averages, by name; absent for most. */
  readonly buffers?: Readonly<Record<string, Values>>;
  /** Draws the parameters that start at random; absent where none does. */
  initialise?(random: RandomState): void;
  /** Output (batch, outputs) for an input (batch, inputs). */
  forward(input: Matrix, mode: Mode): Matrix;
  /**
   * The same for an input that is mostly zeros, which stays as it is until the backward
   * pass. A layer without this method is given a dense matrix.
   */
  forwardCsr?(input: CsrMatrix): Matrix;
  /**
   * Fills the gradients of the parameters after a forward pass in training mode.
   *
   * @param outputGradient with respect to the output
   * @param isFirst whether nobody needs the gradient with respect to the input
   * @returns the gradient with respect to the input; undefined contents if `isFirst`
   */
  backward(outputGradient: Matrix, isFirst: boolean): Matrix;
}

/** What a layer is created in. */
export interface LayerContext {
  /** Allocates its matrices and computes with them. */
  readonly backend: Backend;
  /** The number of columns of its input. */
  readonly inputs: number;
  /** What it draws from in training. */
  readonly random: RandomState;
  /** Counts the layers of its kind from 1, for the names of its parameters: W1, W2, ... */
  readonly number: number;
}

/** A kind of layer: its options, and how it is created. */
export interface LayerDefinition<
  Options extends { readonly layer: string } = { readonly layer: string },
> {
  /** Its name. */
  readonly layer: Options["layer"];
  /** The allowed values and the default of each of its options. */
  readonly options: OptionSpecs<Omit<Options, "layer">>;
  /** The formulas that it uses, for tests of backends. */
  readonly formulas: readonly Formula[];
  /** A layer of this kind. */
  create(options: Required<Options>, context: LayerContext): Layer;
}

/** The options of a layer; of a union, those of any. */
export type LayerOptionsOf<D> = D extends LayerDefinition<infer Options> ? Options : never;
