import { checkCount, checkObject, show, tagOf } from "../settings.ts";
import type { Values } from "./dtype.ts";

/** A dense matrix in row-major order. */
export interface Matrix {
  /** The number of rows. */
  readonly rows: number;
  /** The number of columns. */
  readonly columns: number;
  /** `rows * columns` numbers: the element in row i, column j is `[i * columns + j]`. */
  readonly values: Values;
}

/** The size of a matrix, dense or sparse. */
export type Shape = Pick<Matrix, "rows" | "columns">;

/** "2x3", for messages. */
function shape(matrix: Shape): string {
  return `${matrix.rows}x${matrix.columns}`;
}

/**
 * Checks that something is a matrix, with as many numbers as its size says.
 *
 * @throws {RangeError} if it is not
 */
export function checkMatrix(matrix: Matrix): void {
  checkObject("use the matrix", matrix, "one, such as { rows: 1, columns: 2, values }");
  const { rows, columns, values } = matrix;
  checkCount("use a matrix of % rows", rows, 0);
  checkCount("use a matrix of % columns", columns, 0);
  if (!["Float64Array", "Float32Array"].includes(tagOf(values))) {
    throw new RangeError(
      `Cannot use ${
        show(values)
      } as the numbers of a matrix: give a Float64Array or a Float32Array`,
    );
  }
  if (rows * columns !== values.length) {
    throw new RangeError(
      `Cannot use ${values.length} numbers as a matrix of ${rows}x${columns}: give ${
        rows * columns
      } numbers`,
    );
  }
}

/**
 * Checks that three matrices fit a product.
 *
 * @throws {RangeError} that names the shapes, if they do not
 */
export function checkProduct(
  name: "A B" | "A^T B" | "A B^T",
  a: Shape,
  b: Shape,
  out: Shape,
): void {
  const [rows, innerA] = name === "A^T B" ? [a.columns, a.rows] : [a.rows, a.columns];
  const [innerB, columns] = name === "A B^T" ? [b.columns, b.rows] : [b.rows, b.columns];
  if (innerA === innerB && out.rows === rows && out.columns === columns) return;
  throw new RangeError(
    `Cannot multiply ${name} of ${shape(a)} and ${shape(b)} into ${
      shape(out)
    }: the shapes do not fit`,
  );
}
