import type { Round, Values } from "../matrix/dtype.ts";
import type { Matrix } from "../matrix/matrix.ts";

/** out (columns) = the sum of the rows of `matrix`, from the first to the last. */
export function sumRows(matrix: Matrix, out: Values, round: Round): void {
  const { columns, values } = matrix;
  out.fill(0);
  for (let start = 0; start < values.length; start += columns) {
    for (let j = 0; j < columns; j++) {
      out[j] = round(out[j]! + values[start + j]!);
    }
  }
}
