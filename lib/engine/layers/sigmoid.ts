import { exp } from "../math/exp.ts";
import type { Round } from "../matrix/dtype.ts";
import type { Matrix } from "../matrix/matrix.ts";
import type { Layer } from "./layer.ts";

/** 1 / (1 + exp(-x)). */
export class Sigmoid implements Layer {
  readonly parameters = [];
  readonly #round: Round;
  #output: Matrix | undefined;

  /** @param round the rounding of the number format */
  constructor(round: Round) {
    this.#round = round;
  }

  /** x (batch, width) -> y = 1 / (1 + exp(-x)); in place. */
  forward(input: Matrix): Matrix {
    const round = this.#round;
    const { values } = input;
    for (let i = 0; i < values.length; i++) {
      values[i] = round(1 / round(1 + round(exp(-values[i]!))));
    }
    this.#output = input;
    return input;
  }

  /** dx = dout (1 - y) y; in place. */
  backward(outputGradient: Matrix): Matrix {
    const round = this.#round;
    const gradient = outputGradient.values;
    const y = this.#output!.values;
    for (let i = 0; i < gradient.length; i++) {
      gradient[i] = round(round(gradient[i]! * round(1 - y[i]!)) * y[i]!);
    }
    return outputGradient;
  }
}
