import { allocateMatrix, type Backend } from "../matrix/backend.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { Layer, Parameter } from "./layer.ts";
import { sumRows } from "./sum_rows.ts";

/** out = x W + b. */
export class Affine implements Layer {
  readonly parameters: readonly [weight: Parameter, bias: Parameter];
  readonly #backend: Backend;
  readonly #output: RowBuffer;
  readonly #inputGradient: RowBuffer;
  readonly #isFirst: boolean;
  #input: Matrix | undefined;

  /**
   * @param index the number of the layer, from 1, as in W1 and b1
   * @param weight W, (inputs, outputs)
   * @param isFirst whether the input is data, whose gradient no one needs
   */
  constructor(backend: Backend, index: number, weight: Matrix, isFirst: boolean) {
    const { rows: inputs, columns: outputs } = weight;
    this.#backend = backend;
    this.#isFirst = isFirst;
    this.#output = new RowBuffer(backend, outputs);
    this.#inputGradient = new RowBuffer(backend, inputs);
    this.parameters = [
      {
        name: `W${index}`,
        value: weight,
        gradient: allocateMatrix(backend, inputs, outputs),
        decays: true,
      },
      {
        name: `b${index}`,
        value: allocateMatrix(backend, 1, outputs),
        gradient: allocateMatrix(backend, 1, outputs),
        decays: false,
      },
    ];
  }

  /** x (batch, inputs) -> x W + b (batch, outputs); the bias is added last. */
  forward(input: Matrix): Matrix {
    const [weight, bias] = this.parameters;
    const { round } = this.#backend;
    const output = this.#output.withRows(input.rows);
    this.#input = input;
    this.#backend.multiply(input, weight.value, output);
    const { columns, values } = output;
    const b = bias.value.values;
    for (let start = 0; start < values.length; start += columns) {
      for (let j = 0; j < columns; j++) {
        values[start + j] = round(values[start + j]! + b[j]!);
      }
    }
    return output;
  }

  /** dW = x^T dout, db = the column sums of dout, dx = dout W^T. */
  backward(outputGradient: Matrix): Matrix {
    const [weight, bias] = this.parameters;
    this.#backend.multiplyTransposedA(this.#input!, outputGradient, weight.gradient);
    sumRows(outputGradient, bias.gradient.values, this.#backend.round);
    const inputGradient = this.#inputGradient.withRows(this.#isFirst ? 0 : outputGradient.rows);
    if (!this.#isFirst) {
      this.#backend.multiplyTransposedB(outputGradient, weight.value, inputGradient);
    }
    return inputGradient;
  }
}
