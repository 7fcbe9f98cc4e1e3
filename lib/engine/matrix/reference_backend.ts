import { allocateMatrix, type Backend } from "./backend.ts";
import type { CsrMatrix } from "./csr_matrix.ts";
import type { Dtype } from "./dtype.ts";
import { checkProduct, type Matrix } from "./matrix.ts";
import { plainBackend } from "./plain_backend.ts";

/**
 * The contract of {@linkcode Backend} as code and nothing else: slow, for tests. Any
 * other backend must equal it bit for bit.
 */
export function referenceBackend(dtype: Dtype): Backend {
  const plain = plainBackend(dtype);
  const { round } = plain;

  /** Fills `out`, given the k-th factors of element (i, j). */
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

  const dense = (csr: CsrMatrix): Matrix => {
    const matrix = allocateMatrix(plain, csr.rows, csr.columns);
    csr.toDense(matrix);
    return matrix;
  };

  return {
    ...plain,
    name: "reference",
    affine(a, b, bias, out, rectify) {
      checkProduct("A B", a, b, out);
      const left = dense(a);
      product(out, a.columns, (i, k) => at(left, i, k), (k, j) => at(b, k, j));
      out.values.forEach((sum, i) => {
        const value = round(sum + bias.values[i % out.columns]!);
        out.values[i] = rectify && value <= 0 ? 0 : value;
      });
    },
    multiplyTransposedA(a, b, out) {
      checkProduct("A^T B", a, b, out);
      const left = dense(a);
      product(out, a.rows, (i, k) => at(left, k, i), (k, j) => at(b, k, j));
    },
    multiplyTransposedB(a, b, out) {
      checkProduct("A B^T", a, b, out);
      const left = dense(a);
      product(out, a.columns, (i, k) => at(left, i, k), (k, j) => at(b, j, k));
    },
  };
}
