import { checkCount, checkName, show } from "../settings.ts";
import type { Allocator, CsrMatrix } from "./csr_matrix.ts";
import { type Dtype, DTYPES, type Round, type Values } from "./dtype.ts";
import type { Formula, KernelOf } from "./formula.ts";
import type { Matrix } from "./matrix.ts";

/**
 * What computes with matrices. Every backend gives the same bits; they differ in speed
 * only.
 *
 * **The contract of the products.** Each element of a product is computed as
 *
 *     sum = +0
 *     for k in ascending order:
 *       if left[k] is not zero:  sum = round(sum + round(left[k] * right[k]))
 *
 * where `round` is the rounding of the number format; multiply and add are never fused.
 * Leaving out the terms with `left[k] = 0` changes no bit as long as the right factor is
 * finite, because such a term is a zero and the sum is never -0. The contract says so
 * because it decides the result where the right factor is not finite (training that has
 * diverged), and because the speed comes from it: most pixels and about half of all
 * activations are zero. This is why the left factor is a {@linkcode CsrMatrix}.
 *
 * **The contract of everything else** is a {@linkcode Formula} in plain code.
 */
export interface Backend extends Allocator {
  /** A name for messages and environment records. */
  readonly name: string;
  /** The number format of all matrices. */
  readonly dtype: Dtype;
  /** The rounding of that format, for work that is too little for a kernel. */
  readonly round: Round;
  /**
   * A backend of the same kind with memory of its own; absent where the garbage
   * collector owns all memory.
   */
  fork?(): Backend;
  /**
   * Frees everything that was allocated, at once. Matrices from before must not be used
   * any more. Nor must a released fork: it is handed to whoever forks next.
   */
  release?(): void;

  /** Collects the non-zero elements of a matrix. */
  toCsr(matrix: Matrix, out: CsrMatrix): void;
  /**
   * Collects the non-zero pixels of images, each scaled to
   * float32(pixel) / float32(255).
   *
   * @param pixels `rows` images of `columns` bytes
   */
  pixelsToCsr(pixels: Uint8Array, rows: number, columns: number, out: CsrMatrix): void;
  /**
   * out (m, n) = a b + bias with a (m, k), b (k, n), bias (1, n); the bias is added last.
   *
   * @param rectify whether what is not above 0 then becomes 0; NaN stays
   */
  affine(a: CsrMatrix, b: Matrix, bias: Matrix, out: Matrix, rectify: boolean): void;
  /** out (m, n) = a^T b with a (k, m), b (k, n). */
  multiplyTransposedA(a: CsrMatrix, b: Matrix, out: Matrix): void;
  /** out (m, n) = a b^T with a (m, k), b (n, k). */
  multiplyTransposedB(a: CsrMatrix, b: Matrix, out: Matrix): void;
  /**
   * The sum of x^2. Element i is added to partial sum i mod 8; the eight partial sums
   * are added in pairs (0 + 4, 1 + 5, ...; 0 + 2, 1 + 3; 0 + 1).
   */
  sumOfSquares(x: Values): number;
  /** A formula as a kernel of this backend, which takes arrays of its memory. */
  kernel<F extends Formula>(formula: F): KernelOf<F>;
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
export function allocateMatrix(backend: Allocator, rows: number, columns: number): Matrix {
  checkCount("allocate % rows", rows, 0);
  checkCount("allocate % columns", columns, 0);
  return { rows, columns, values: backend.allocate(rows * columns) };
}
