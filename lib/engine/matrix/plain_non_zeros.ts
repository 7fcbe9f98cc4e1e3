import type { Matrix } from "./matrix.ts";
import type { NonZeros } from "./non_zeros.ts";

/** float32(pixel) / float32(255) for every byte: exact numbers in both formats. */
export const SCALED_PIXELS: Float64Array = Float64Array.from(
  { length: 256 },
  (_, pixel) => Math.fround(pixel / 255),
);

/** Collects the non-zero elements of a matrix. */
export function findNonZeros({ rows, columns, values }: Matrix, into: NonZeros): void {
  collect(rows, columns, into, (place) => values[place]!);
}

/** Collects the non-zero pixels of images, scaled. */
export function findNonZeroPixels(
  pixels: Uint8Array,
  rows: number,
  columns: number,
  into: NonZeros,
): void {
  collect(rows, columns, into, (place) => SCALED_PIXELS[pixels[place]!]!);
}

function collect(
  rows: number,
  columns: number,
  into: NonZeros,
  at: (place: number) => number,
): void {
  into.reserve(rows, columns);
  const { starts, indices, values } = into;
  let count = 0;
  let place = 0;
  for (let row = 0; row < rows; row++) {
    starts[row] = count;
    for (let column = 0; column < columns; column++) {
      const value = at(place++);
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
 * The same elements column after column; within a column, rows ascend. Counts
 * the elements of each column, then deals them out.
 */
export function transposeNonZeros(from: NonZeros): NonZeros {
  const to = from.transposed;
  const { rows, columns, starts, indices, values } = from;
  const count = starts[rows]!;
  // Column c is counted at place c + 2; place c + 1 then counts from its start to
  // its end, which is where the next column starts.
  to.starts.fill(0, 0, columns + 2);
  for (let n = 0; n < count; n++) to.starts[indices[n]! + 2]! += 1;
  for (let place = 1; place < columns + 2; place++) {
    to.starts[place]! += to.starts[place - 1]!;
  }
  for (let row = 0; row < rows; row++) {
    for (let n = starts[row]!; n < starts[row + 1]!; n++) {
      const place = to.starts[indices[n]! + 1]!++;
      to.indices[place] = row;
      to.values[place] = values[n]!;
    }
  }
  return to;
}
