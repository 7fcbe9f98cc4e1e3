import { allocateMatrix, type Backend } from "./backend.ts";
import { allocateIntegers, allocateValues, type Dtype, rounding } from "./dtype.ts";
import { checkProduct, type Matrix } from "./matrix.ts";
import type { NonZeros } from "./non_zeros.ts";
import { findNonZeroPixels, findNonZeros } from "./plain_non_zeros.ts";
import { plainOperations } from "./plain_operations.ts";

/**
 * The contract of {@linkcode Backend}, written down as code and nothing else:
 * slow, for tests. Any other backend must equal it bit for bit.
 */
export function referenceBackend(dtype: Dtype): Backend {
  const round = rounding(dtype);

  /** Fills `out`, given where the k-th factors of element (i, j) are found. */
  function product(
    out: Matrix,
    terms: number,
    left: (i: number, k: number) => number,
    right: (k: number, j: number) => number,
  ): void {
    for (let i = 0; i < out.rows; i++) {
      for (let j = 0; j < out.columns; j++) {
        let sum = 0;
        for (let k = 0; k < terms; k++) {
          const factor = left(i, k);
          if (factor !== 0) sum = round(sum + round(factor * right(k, j)));
        }
        out.values[i * out.columns + j] = sum;
      }
    }
  }

  const at = (matrix: Matrix, row: number, column: number): number =>
    matrix.values[row * matrix.columns + column]!;

  const backend: Backend = {
    ...plainOperations(round),
    name: "reference",
    dtype,
    round,
    allocate: (length) => allocateValues(dtype, length),
    allocateIntegers,
    findNonZeros,
    findNonZeroPixels,
    affine(a, b, bias, out, rectify) {
      checkProduct("A B", a, b, out, [a.rows, b.columns], [a.columns, b.rows]);
      const left = dense(a);
      product(out, a.columns, (i, k) => at(left, i, k), (k, j) => at(b, k, j));
      out.values.forEach((sum, i) => {
        const value = round(sum + bias.values[i % out.columns]!);
        out.values[i] = rectify && value <= 0 ? 0 : value;
      });
    },
    multiplyTransposedA(a, b, out) {
      checkProduct("A^T B", a, b, out, [a.columns, b.columns], [a.rows, b.rows]);
      const left = dense(a);
      product(out, a.rows, (i, k) => at(left, k, i), (k, j) => at(b, k, j));
    },
    multiplyTransposedB(a, b, out) {
      checkProduct("A B^T", a, b, out, [a.rows, b.rows], [a.columns, b.columns]);
      const left = dense(a);
      product(out, a.columns, (i, k) => at(left, i, k), (k, j) => at(b, j, k));
    },
  };

  function dense({ rows, columns, starts, indices, values }: NonZeros): Matrix {
    const matrix = allocateMatrix(backend, rows, columns);
    for (let row = 0; row < rows; row++) {
      for (let n = starts[row]!; n < starts[row + 1]!; n++) {
        matrix.values[row * columns + indices[n]!] = values[n]!;
      }
    }
    return matrix;
  }

  return backend;
}
