import { checkCount, checkName, show } from "../settings.ts";
import { type Dtype, DTYPES, type Round, type Values } from "./dtype.ts";
import type { Matrix } from "./matrix.ts";
import type { Allocator, NonZeros } from "./non_zeros.ts";

/**
 * What the engine needs from a kernel backend. Every backend gives the same
 * bits; they differ in speed only.
 *
 * **The contract of the products.** Each element of a product is computed as
 *
 *     sum = +0
 *     for k in ascending order:
 *       if left[k] is not zero:  sum = round(sum + round(left[k] * right[k]))
 *
 * where `round` is the rounding of the number format; multiply and add are never
 * fused. Leaving out the terms with `left[k] = 0` changes no bit as long as the
 * right factor is finite: such a term is a zero, and the sum is never -0. It is
 * part of the contract because it decides the result where the right factor is
 * not finite (training that has diverged), and because it is where the speed
 * comes from: most pixels and about half of all activations are zero. So the
 * left factor is given as its non-zero elements.
 *
 * **The contract of everything else** is the formula in its comment, each
 * operation rounded on its own; {@linkcode plainOperations} is that formula as
 * code.
 */
export interface Backend extends Allocator, Products, Operations {
  /** A name for messages and environment records. */
  readonly name: string;
  /** The number format of all matrices. */
  readonly dtype: Dtype;
  /** The rounding of that format, for work that is too little for a kernel. */
  readonly round: Round;
  /**
   * A backend of the same kind with memory of its own, which goes with what was made
   * in it; absent where all memory is left to the garbage collector anyway.
   */
  fork?(): Backend;
  /**
   * Takes all memory back that was allocated, at once. No matrix from before may be
   * used any more; a fork may not, either: it is given to whoever forks next.
   */
  release?(): void;
}

/** The products of matrices, and what prepares them. */
export interface Products {
  /** Collects the non-zero elements of a matrix. */
  findNonZeros(matrix: Matrix, into: NonZeros): void;
  /**
   * Collects the non-zero pixels of images, each scaled to
   * float32(pixel) / float32(255).
   *
   * @param pixels `rows` images of `columns` bytes
   */
  findNonZeroPixels(pixels: Uint8Array, rows: number, columns: number, into: NonZeros): void;
  /**
   * out (m, n) = a b + bias with a (m, k), b (k, n), bias (1, n), the bias being
   * added last.
   *
   * @param rectify whether what is not above 0 becomes 0; NaN stays
   */
  affine(a: NonZeros, b: Matrix, bias: Matrix, out: Matrix, rectify: boolean): void;
  /** out (m, n) = a^T b with a (k, m), b (k, n). */
  multiplyTransposedA(a: NonZeros, b: Matrix, out: Matrix): void;
  /** out (m, n) = a b^T with a (m, k), b (n, k). */
  multiplyTransposedB(a: NonZeros, b: Matrix, out: Matrix): void;
}

/** Operations element by element, or along the rows of a matrix. */
export interface Operations {
  /** x = 0 where x <= 0; NaN stays. */
  rectify(x: Values): void;
  /** gradient = 0 where output is 0. */
  maskInactive(gradient: Values, output: Values): void;
  /** x = x factor. */
  scale(x: Values, factor: number): void;
  /** x = x + factor other. */
  addScaled(x: Values, factor: number, other: Values): void;
  /** out (columns) = the sum of the rows, from the first to the last. */
  sumRows(matrix: Matrix, out: Values): void;
  /**
   * The sum of x^2: element i goes to partial sum i mod 8, and the eight partial
   * sums are added in pairs (0 + 4, 1 + 5, ...; 0 + 2, 1 + 3; 0 + 1).
   */
  sumOfSquares(x: Values): number;

  /** w = w - rate g. */
  sgd(w: Values, g: Values, rate: number): void;
  /** v = keep v - rate g; w = w + v. */
  momentum(w: Values, g: Values, v: Values, rate: number, keep: number): void;
  /** h = h + g g; w = w - (rate g) / (sqrt(h) + offset). */
  adagrad(w: Values, g: Values, h: Values, rate: number, offset: number): void;
  /** h = keep h + (take g) g; w as for AdaGrad. */
  rmsprop(
    w: Values,
    g: Values,
    h: Values,
    rate: number,
    offset: number,
    keep: number,
    take: number,
  ): void;
  /** h = (h + decay) + (take g) g; w as for AdaGrad: the document's slip. */
  rmspropAsWritten(
    w: Values,
    g: Values,
    h: Values,
    rate: number,
    offset: number,
    decay: number,
    take: number,
  ): void;
  /**
   * m = m + take1 (g - m); v = v + take2 (g g - v);
   * w = w - (rate m) / (sqrt(v) + offset).
   */
  adam(
    w: Values,
    g: Values,
    m: Values,
    v: Values,
    rate: number,
    offset: number,
    take1: number,
    take2: number,
  ): void;

  /** centred = x - mean; squares (columns) = the sum over the rows of centred centred. */
  centre(x: Matrix, mean: Values, centred: Values, squares: Values): void;
  /** normalised = (x - mean) / deviation; x = gamma normalised + beta. */
  normalise(
    x: Matrix,
    mean: Values,
    deviation: Values,
    normalised: Values,
    gamma: Values,
    beta: Values,
  ): void;
  /**
   * With g = gamma x, row by row: dgamma = the sum of normalised x;
   * sums = the sum of (g centred) / variance; x = g / deviation.
   */
  normaliseBackward(
    x: Matrix,
    gamma: Values,
    deviation: Values,
    variance: Values,
    centred: Values,
    normalised: Values,
    dgamma: Values,
    sums: Values,
  ): void;
  /** x = x + (factor centred) row, row by row. */
  addScaledByRow(x: Matrix, factor: number, centred: Values, row: Values): void;
  /** x = x - row, row by row. */
  subtractRow(x: Matrix, row: Values): void;
}

/**
 * Checks that something is a backend.
 *
 * @throws {RangeError} if it is not
 */
export function checkBackend(backend: Backend): void {
  if (typeof backend?.allocate !== "function") {
    throw new RangeError(
      `Cannot compute with the backend ${show(backend)}: give one, such as fastestBackend("f64")`,
    );
  }
  checkName("compute in the number format", backend.dtype, DTYPES);
}

/** A zero matrix in a backend's memory. */
export function allocateMatrix(
  backend: Allocator,
  rows: number,
  columns: number,
): Matrix {
  checkCount("allocate % rows", rows, 0);
  checkCount("allocate % columns", columns, 0);
  return { rows, columns, values: backend.allocate(rows * columns) };
}
