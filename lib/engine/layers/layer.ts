import type { Values } from "../matrix/dtype.ts";
import type { Matrix } from "../matrix/matrix.ts";

/**
 * In training, dropout drops and batch norm uses the batch's own statistics; in
 * test mode neither does.
 */
export type Mode = "train" | "test";

/** Both modes. */
export const MODES: readonly Mode[] = ["train", "test"];

/** Something that is learned. */
export interface Parameter {
  /** Its name in the document: W1, b1, gamma1, beta1, ... counted from 1. */
  readonly name: string;
  /** Its present values. A bias, gamma or beta is a matrix of one row. */
  readonly value: Matrix;
  /** The gradient of the loss, of the same shape, after a backward pass. */
  readonly gradient: Matrix;
  /** Whether L2 regularisation applies: to weights, not to biases. */
  readonly decays: boolean;
}

/**
 * One step of a network. The matrices that a layer returns are its own and are
 * overwritten by the next call; matrices it is given may be overwritten, too.
 */
export interface Layer {
  /** What the layer learns; empty for most. */
  readonly parameters: readonly Parameter[];
  /** What it remembers besides, such as running averages; absent for most. */
  readonly buffers?: readonly Values[];
  /** Output (batch, outputs) for an input (batch, inputs). */
  forward(input: Matrix, mode: Mode): Matrix;
  /**
   * The gradient with respect to the input of the last forward pass, given the
   * gradient with respect to its output; fills the gradients of the parameters.
   */
  backward(outputGradient: Matrix): Matrix;
}
