import type { Backend } from "./backend.ts";
import type { CsrMatrix } from "./csr_matrix.ts";
import { allocateValues, type Dtype, type Round, type Values } from "./dtype.ts";
import { checkProduct, type Matrix } from "./matrix.ts";
import { plainBackend } from "./plain_backend.ts";
import { transposeCsr } from "./plain_csr.ts";

/** Output columns that are summed at once, each in a register of its own. */
const PANEL = 8;

/**
 * The backend in plain TypeScript over typed arrays.
 *
 * All three products come down to one kernel. Its inner loop runs over the non-zero
 * elements of the left factor only; the right factor is read in panels of eight columns.
 * A panel is small enough to stay in the cache while all rows of the left factor pass,
 * and its eight sums stay in registers. Each sum still runs over k in ascending order,
 * so the bits are those of the reference.
 */
export function blockedBackend(dtype: Dtype): Backend {
  const plain = plainBackend(dtype);
  const { round } = plain;
  let transpose = allocateValues(dtype, 0);

  return {
    ...plain,
    name: "blocked",
    affine(a, b, bias, out, rectify) {
      checkProduct("A B", a, b, out);
      csrTimesDense(a, b.values, out, round);
      addBias(out, bias.values, rectify, round);
    },
    multiplyTransposedA(a, b, out) {
      checkProduct("A^T B", a, b, out);
      csrTimesDense(transposeCsr(a), b.values, out, round);
    },
    multiplyTransposedB(a, b, out) {
      checkProduct("A B^T", a, b, out);
      // Transposing b takes one pass over it; the product takes a.rows passes.
      if (transpose.length < b.values.length) {
        transpose = allocateValues(dtype, b.values.length);
      }
      transposeInto(b, transpose);
      csrTimesDense(a, transpose, out, round);
    },
  };
}

/** Adds the bias to every row, and applies ReLU if it is wanted. */
function addBias({ columns, values }: Matrix, bias: Values, rectify: boolean, round: Round): void {
  for (let start = 0; start < values.length; start += columns) {
    for (let j = 0; j < columns; j++) {
      const sum = round(values[start + j]! + bias[j]!);
      values[start + j] = rectify && sum <= 0 ? 0 : sum;
    }
  }
}

/** Writes `matrix` transposed, (columns, rows) in row-major order, into `out`. */
function transposeInto(matrix: Matrix, out: Values): void {
  const { rows, columns, values } = matrix;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!;
  }
}

/** Row i of `out` = the sum of `values[n]` times row `indices[n]` of `right`, n being of row i. */
function csrTimesDense(
  { starts, indices, values }: CsrMatrix,
  right: Values,
  out: Matrix,
  round: Round,
): void {
  const { rows, columns, values: sums } = out;
  let column = 0;
  for (; column + PANEL <= columns; column += PANEL) {
    for (let row = 0; row < rows; row++) {
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
      const end = starts[row + 1]!;
      for (let n = starts[row]!; n < end; n++) {
        const value = values[n]!;
        const from = indices[n]! * columns + column;
        s0 = round(s0 + round(value * right[from]!));
        s1 = round(s1 + round(value * right[from + 1]!));
        s2 = round(s2 + round(value * right[from + 2]!));
        s3 = round(s3 + round(value * right[from + 3]!));
        s4 = round(s4 + round(value * right[from + 4]!));
        s5 = round(s5 + round(value * right[from + 5]!));
        s6 = round(s6 + round(value * right[from + 6]!));
        s7 = round(s7 + round(value * right[from + 7]!));
      }
      const to = row * columns + column;
      sums[to] = s0;
      sums[to + 1] = s1;
      sums[to + 2] = s2;
      sums[to + 3] = s3;
      sums[to + 4] = s4;
      sums[to + 5] = s5;
      sums[to + 6] = s6;
      sums[to + 7] = s7;
    }
  }
  for (; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      const end = starts[row + 1]!;
      for (let n = starts[row]!; n < end; n++) {
        sum = round(sum + round(values[n]! * right[indices[n]! * columns + column]!));
      }
      sums[row * columns + column] = sum;
    }
  }
}
