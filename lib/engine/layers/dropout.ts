import type { Backend } from "../matrix/backend.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { RandomState } from "../random/random_state.ts";
import type { Layer, Mode } from "./layer.ts";

/**
 * Dropout as in the paper and the document: kept units are not rescaled in
 * training; in test mode all are kept and multiplied by 1 - ratio.
 *
 * Source: Srivastava et al., "Dropout", JMLR 15 (2014).
 */
export class Dropout implements Layer {
  readonly parameters = [];
  readonly #backend: Backend;
  readonly #ratio: number;
  readonly #random: RandomState;
  readonly #mask: RowBuffer;

  /**
   * @param width the number of units
   * @param ratio the probability of dropping a unit, 0..1
   * @param random draws one uniform number a unit, row by row
   */
  constructor(backend: Backend, width: number, ratio: number, random: RandomState) {
    this.#backend = backend;
    this.#ratio = ratio;
    this.#random = random;
    this.#mask = new RowBuffer(backend, width);
  }

  /** x (batch, width) -> x times the mask, or x (1 - ratio) in test mode; in place. */
  forward(input: Matrix, mode: Mode): Matrix {
    const { round } = this.#backend;
    const values = input.values;
    if (mode === "test") {
      this.#backend.scale(values, round(1 - this.#ratio));
      return input;
    }
    const mask = this.#mask.withRows(input.rows).values;
    for (let i = 0; i < values.length; i++) {
      mask[i] = this.#random.rand() > this.#ratio ? 1 : 0;
      values[i] = values[i]! * mask[i]!;
    }
    return input;
  }

  /** dx = dout times the mask of the last training pass; in place. */
  backward(outputGradient: Matrix): Matrix {
    const gradient = outputGradient.values;
    const mask = this.#mask.withRows(outputGradient.rows).values;
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * mask[i]!;
    return outputGradient;
  }
}
