import { allocateValues, type Dtype, type Values } from "./dtype.ts";
import type { Matrix } from "./matrix.ts";

/**
 * The non-zero elements of a matrix, row after row (compressed sparse rows).
 * The storage is kept from use to use and grows when it must.
 */
export class NonZeros {
  /** The non-zero elements. */
  values: Values;
  /** For each of them, its column times the stride given to `gather`. */
  offsets: Int32Array = new Int32Array(0);
  /** The elements of row i are those from `starts[i]` to `starts[i + 1]`. */
  starts: Int32Array = new Int32Array(0);
  readonly #dtype: Dtype;

  /** @param dtype the number format of the matrices to come */
  constructor(dtype: Dtype) {
    this.#dtype = dtype;
    this.values = allocateValues(dtype, 0);
  }

  /**
   * Collects the non-zero elements of `matrix`, or of its transpose.
   *
   * @param stride what to multiply columns by: the row length of the matrix
   *   that they will be multiplied with
   */
  gather(matrix: Matrix, stride: number, transposed = false): void {
    const { rows, columns, values: from } = matrix;
    const lines = transposed ? columns : rows;
    const length = transposed ? rows : columns;
    const lineStep = transposed ? 1 : columns;
    const elementStep = transposed ? columns : 1;
    if (this.starts.length <= lines) this.starts = new Int32Array(lines + 1);
    if (this.values.length < from.length) {
      this.values = allocateValues(this.#dtype, from.length);
      this.offsets = new Int32Array(from.length);
    }
    const { values, offsets, starts } = this;
    let count = 0;
    for (let line = 0; line < lines; line++) {
      starts[line] = count;
      let position = line * lineStep;
      for (let k = 0; k < length; k++, position += elementStep) {
        const value = from[position]!;
        if (value !== 0) {
          values[count] = value;
          offsets[count] = k * stride;
          count++;
        }
      }
    }
    starts[lines] = count;
  }
}
