import { allocateMatrix, type Backend } from "../matrix/backend.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { NonZeros } from "../matrix/non_zeros.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { Layer, Parameter } from "./layer.ts";

/** What an affine layer of a network is followed and preceded by. */
export interface AffinePlace {
  /** The number of the layer, from 1, as in W1 and b1. */
  readonly index: number;
  /** Whether the output goes through ReLU at once. */
  readonly rectify: boolean;
}

/** out = x W + b, or max(x W + b, 0). */
export class Affine implements Layer {
  readonly parameters: readonly [weight: Parameter, bias: Parameter];
  readonly #backend: Backend;
  readonly #place: AffinePlace;
  readonly #output: RowBuffer;
  readonly #inputGradient: RowBuffer;
  readonly #ownInput: NonZeros;
  readonly #outputGradient: NonZeros;
  #input: NonZeros;
  #present: Matrix | undefined;

  /** @param weight W, (inputs, outputs) */
  constructor(backend: Backend, weight: Matrix, place: AffinePlace) {
    const { rows: inputs, columns: outputs } = weight;
    this.#backend = backend;
    this.#place = place;
    this.#output = new RowBuffer(backend, outputs);
    this.#inputGradient = new RowBuffer(backend, inputs);
    this.#ownInput = new NonZeros(backend);
    this.#outputGradient = new NonZeros(backend);
    this.#input = this.#ownInput;
    this.parameters = [
      {
        name: `W${place.index}`,
        value: weight,
        gradient: allocateMatrix(backend, inputs, outputs),
        decays: true,
      },
      {
        name: `b${place.index}`,
        value: allocateMatrix(backend, 1, outputs),
        gradient: allocateMatrix(backend, 1, outputs),
        decays: false,
      },
    ];
  }

  /** x (batch, inputs) -> x W + b (batch, outputs). */
  forward(input: Matrix | NonZeros): Matrix {
    const [weight, bias] = this.parameters;
    if (input instanceof NonZeros) {
      this.#input = input;
    } else {
      this.#input = this.#ownInput;
      this.#backend.findNonZeros(input, this.#ownInput);
    }
    const output = this.#output.withRows(input.rows);
    this.#backend.affine(this.#input, weight.value, bias.value, output, this.#place.rectify);
    this.#present = output;
    return output;
  }

  /**
   * dW = x^T dout, db = the column sums of dout, dx = dout W^T; dout is first set
   * to 0 where ReLU was not active. The first layer's dx is data's, which no one
   * needs, and is left empty.
   */
  backward(outputGradient: Matrix): Matrix {
    const { index, rectify } = this.#place;
    const [weight, bias] = this.parameters;
    if (rectify) this.#backend.maskInactive(outputGradient.values, this.#present!.values);
    this.#backend.multiplyTransposedA(this.#input, outputGradient, weight.gradient);
    this.#backend.sumRows(outputGradient, bias.gradient.values);
    if (index === 1) return this.#inputGradient.withRows(0);
    const inputGradient = this.#inputGradient.withRows(outputGradient.rows);
    this.#backend.findNonZeros(outputGradient, this.#outputGradient);
    this.#backend.multiplyTransposedB(this.#outputGradient, weight.value, inputGradient);
    return inputGradient;
  }
}
