import type { Backend } from "../matrix/backend.ts";
import type { Matrix } from "../matrix/matrix.ts";
import type { Layer } from "./layer.ts";

/** max(x, 0); the gradient at exactly 0 is 0. NaN passes: a diverged run must show. */
export class Relu implements Layer {
  readonly parameters = [];
  readonly #backend: Backend;
  #output: Matrix | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** x (batch, width) -> max(x, 0); in place. */
  forward(input: Matrix): Matrix {
    this.#backend.rectify(input.values);
    this.#output = input;
    return input;
  }

  /** dx = dout where the unit was active, else 0; in place. */
  backward(outputGradient: Matrix): Matrix {
    this.#backend.maskInactive(outputGradient.values, this.#output!.values);
    return outputGradient;
  }
}
