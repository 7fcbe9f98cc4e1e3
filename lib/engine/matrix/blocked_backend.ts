import type { Backend } from "./backend.ts";
import {
  allocateIntegers,
  allocateValues,
  type Dtype,
  type Round,
  rounding,
  type Values,
} from "./dtype.ts";
import { checkProduct, type Matrix } from "./matrix.ts";
import type { NonZeros } from "./non_zeros.ts";
import { findNonZeroPixels, findNonZeros, transposeNonZeros } from "./plain_non_zeros.ts";
import { plainOperations } from "./plain_operations.ts";

/** Output columns that are summed at once, each in a register of its own. */
const PANEL = 8;

/**
 * The backend in plain TypeScript over typed arrays.
 *
 * All three products come down to one kernel: the inner loop runs over the
 * non-zero elements of the left factor alone; the right factor is walked in
 * panels of eight columns. A panel is small enough to stay in the cache while all
 * rows of the left factor pass over it, and its eight sums stay in registers.
 * Each sum still runs over k in ascending order, so the bits are those of the
 * reference.
 */
export function blockedBackend(dtype: Dtype): Backend {
  const round = rounding(dtype);
  const operations = plainOperations(round);
  let transpose = allocateValues(dtype, 0);

  return {
    ...operations,
    name: "blocked",
    dtype,
    round,
    allocate: (length) => allocateValues(dtype, length),
    allocateIntegers,
    findNonZeros,
    findNonZeroPixels,
    affine(a, b, bias, out, rectify) {
      checkProduct("A B", a, b, out, [a.rows, b.columns], [a.columns, b.rows]);
      combineRows(a, b.values, out, round);
      addRow(out, bias.values, round);
      if (rectify) operations.rectify(out.values);
    },
    multiplyTransposedA(a, b, out) {
      checkProduct("A^T B", a, b, out, [a.columns, b.columns], [a.rows, b.rows]);
      combineRows(transposeNonZeros(a), b.values, out, round);
    },
    multiplyTransposedB(a, b, out) {
      checkProduct("A B^T", a, b, out, [a.rows, b.rows], [a.columns, b.columns]);
      // Turning b once costs one pass over it; the product makes a.rows passes.
      if (transpose.length < b.values.length) {
        transpose = allocateValues(dtype, b.values.length);
      }
      transposeInto(b, transpose);
      combineRows(a, transpose, out, round);
    },
  };
}

/** matrix += row, for every row of the matrix. */
function addRow({ columns, values }: Matrix, row: Values, round: Round): void {
  for (let start = 0; start < values.length; start += columns) {
    for (let j = 0; j < columns; j++) values[start + j] = round(values[start + j]! + row[j]!);
  }
}

/** Writes `matrix` transposed, (columns, rows) in row-major order, into `out`. */
function transposeInto(matrix: Matrix, out: Values): void {
  const { rows, columns, values } = matrix;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!;
  }
}

/**
 * Row i of `out` = the sum of `values[n]` times row `indices[n]` of `right`, over
 * the non-zeros n of row i.
 */
function combineRows(
  { starts, indices, values }: NonZeros,
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
