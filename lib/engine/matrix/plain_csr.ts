import type { CsrMatrix } from "./csr_matrix.ts";
import type { Matrix } from "./matrix.ts";

/** float32(pixel) / float32(255) for every byte: exact numbers in both formats. */
export const SCALED_PIXELS: Float64Array = Float64Array.from(
  { length: 256 },
  (_, pixel) => Math.fround(pixel / 255),
);

/** Collects the non-zero elements of a matrix. */
export function toCsr({ rows, columns, values }: Matrix, out: CsrMatrix): void {
  collect(rows, columns, out, (i) => values[i]!);
}

/** Collects the non-zero pixels of images, scaled. */
export function pixelsToCsr(
  pixels: Uint8Array,
  rows: number,
  columns: number,
  out: CsrMatrix,
): void {
  collect(rows, columns, out, (i) => SCALED_PIXELS[pixels[i]!]!);
}

function collect(
  rows: number,
  columns: number,
  out: CsrMatrix,
  at: (i: number) => number,
): void {
  out.reserve(rows, columns);
  const { starts, indices, values } = out;
  let count = 0;
  let i = 0;
  for (let row = 0; row < rows; row++) {
    starts[row] = count;
    for (let column = 0; column < columns; column++) {
      const value = at(i++);
      if (value !== 0) {
        indices[count] = column;
        values[count] = value;
        count++;
      }
    }
  }
  starts[rows] = count;
}

/**
 * Writes the transpose of a matrix into its `transposed` and returns that. Counts the
 * elements of each column, then goes through the rows and puts every element where the
 * next of its column belongs.
 */
export function transposeCsr(from: CsrMatrix): CsrMatrix {
  const to = from.transposed;
  const { rows, columns, starts, indices, values } = from;
  const count = starts[rows]!;
  // Column c is counted in starts[c + 2]. Once these are summed up, starts[c + 1] is
  // where column c begins; it then moves on to its end, where the next column begins.
  to.starts.fill(0, 0, columns + 2);
  for (let n = 0; n < count; n++) to.starts[indices[n]! + 2]! += 1;
  for (let k = 1; k < columns + 2; k++) to.starts[k]! += to.starts[k - 1]!;
  for (let row = 0; row < rows; row++) {
    for (let n = starts[row]!; n < starts[row + 1]!; n++) {
      const next = to.starts[indices[n]! + 1]!++;
      to.indices[next] = row;
      to.values[next] = values[n]!;
    }
  }
  return to;
}
