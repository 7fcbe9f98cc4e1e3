import type { Dtype, Round, Values } from "./dtype.ts";
import type { Matrix } from "./matrix.ts";

/**
 * What the engine needs from a kernel backend. Every backend gives the same
 * bits; they differ in speed only.
 *
 * **The contract of the products.** Each element of `out` is computed as
 *
 *     sum = +0
 *     for k in ascending order:
 *       if left[k] is not zero:  sum = round(sum + round(left[k] * right[k]))
 *
 * where `left` comes from `a`, `right` from `b`, and `round` is the rounding of
 * the number format; multiply and add are never fused. Leaving out the terms
 * with `left[k] = 0` changes no bit as long as `b` is finite: such a term is a
 * zero, and the sum is never -0. It is part of the contract because it decides
 * the result where `b` is not finite (training that has diverged), and because
 * it is where the speed comes from: most pixels and about half of all
 * activations are zero.
 */
export interface Backend {
  /** A name for messages and environment records. */
  readonly name: string;
  /** The number format of all matrices. */
  readonly dtype: Dtype;
  /** The rounding of that format, for element-wise work. */
  readonly round: Round;
  /** Room for `length` numbers, all zero, where the kernels can reach it. */
  allocate(length: number): Values;
  /** out (m, n) = a (m, k) b (k, n). */
  multiply(a: Matrix, b: Matrix, out: Matrix): void;
  /** out (m, n) = a^T b with a (k, m), b (k, n). */
  multiplyTransposedA(a: Matrix, b: Matrix, out: Matrix): void;
  /** out (m, n) = a b^T with a (m, k), b (n, k). */
  multiplyTransposedB(a: Matrix, b: Matrix, out: Matrix): void;
}

/** A zero matrix in a backend's memory. */
export function allocateMatrix(
  backend: Backend,
  rows: number,
  columns: number,
): Matrix {
  return { rows, columns, values: backend.allocate(rows * columns) };
}
