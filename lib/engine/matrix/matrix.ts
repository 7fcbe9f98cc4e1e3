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
 * Checks that a matrix has as many numbers as its size says.
 *
 * @throws {RangeError} if it does not
 */
export function checkMatrix({ rows, columns, values }: Matrix): void {
  if (rows * columns !== values.length) {
    throw new RangeError(
      `Cannot use ${values.length} numbers as a matrix of ${rows}x${columns}: give ${
        rows * columns
      } numbers`,
    );
  }
}

/**
 * Checks that three matrices fit a product `out = a b`, where `a` and `b` may
 * stand for transposes.
 *
 * @param name of the product, for the message
 * @param outer the shape that `out` must have
 * @param inner the two lengths that must be equal
 * @throws {RangeError} that names the shapes, if they do not fit
 */
export function checkProduct(
  name: string,
  a: Shape,
  b: Shape,
  out: Shape,
  outer: readonly [rows: number, columns: number],
  inner: readonly [number, number],
): void {
  const fits = inner[0] === inner[1] && out.rows === outer[0] &&
    out.columns === outer[1];
  if (!fits) {
    throw new RangeError(
      `Cannot multiply ${name} of ${shape(a)} and ${shape(b)} into ${
        shape(out)
      }: the shapes do not fit`,
    );
  }
}
