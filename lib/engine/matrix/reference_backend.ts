import type { Backend } from "./backend.ts";
import { allocateValues, type Dtype, rounding } from "./dtype.ts";
import { checkProduct, type Matrix } from "./matrix.ts";

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

  return {
    name: "reference",
    dtype,
    round,
    allocate: (length) => allocateValues(dtype, length),
    multiply(a, b, out) {
      checkProduct("A B", a, b, out, [a.rows, b.columns], [a.columns, b.rows]);
      product(out, a.columns, (i, k) => at(a, i, k), (k, j) => at(b, k, j));
    },
    multiplyTransposedA(a, b, out) {
      checkProduct("A^T B", a, b, out, [a.columns, b.columns], [a.rows, b.rows]);
      product(out, a.rows, (i, k) => at(a, k, i), (k, j) => at(b, k, j));
    },
    multiplyTransposedB(a, b, out) {
      checkProduct("A B^T", a, b, out, [a.rows, b.rows], [a.columns, b.columns]);
      product(out, a.columns, (i, k) => at(a, i, k), (k, j) => at(b, j, k));
    },
  };
}
