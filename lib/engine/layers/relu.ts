import type { Matrix } from "../matrix/matrix.ts";
import type { Layer } from "./layer.ts";

/** max(x, 0); the gradient at exactly 0 is 0. */
export class Relu implements Layer {
  readonly parameters = [];
  #output: Matrix | undefined;

  /** x (batch, width) -> max(x, 0); in place. */
  forward(input: Matrix): Matrix {
    const { values } = input;
    for (let i = 0; i < values.length; i++) {
      // Written so that NaN passes, as it does in NumPy: a diverged run must show.
      if (values[i]! <= 0) values[i] = 0;
    }
    this.#output = input;
    return input;
  }

  /** dx = dout where the unit was active, else 0; in place. */
  backward(outputGradient: Matrix): Matrix {
    const gradient = outputGradient.values;
    const output = this.#output!.values;
    for (let i = 0; i < gradient.length; i++) {
      if (output[i] === 0) gradient[i] = 0;
    }
    return outputGradient;
  }
}
