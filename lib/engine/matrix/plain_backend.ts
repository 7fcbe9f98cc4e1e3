import type { Backend } from "./backend.ts";
import {
  allocateIntegers,
  allocateValues,
  type Dtype,
  type Round,
  rounding,
  type Values,
} from "./dtype.ts";
import type { Formula, KernelOf } from "./formula.ts";
import { pixelsToCsr, toCsr } from "./plain_csr.ts";

/** How many partial sums a sum of squares has. */
export const PARTIAL_SUMS = 8;

type ProductNames = "affine" | "multiplyTransposedA" | "multiplyTransposedB";

/** A backend in plain code and ordinary memory, but for its name and its products. */
export function plainBackend(dtype: Dtype): Omit<Backend, "name" | ProductNames> {
  const round = rounding(dtype);
  return {
    dtype,
    round,
    allocate: (length) => allocateValues(dtype, length),
    allocateIntegers,
    toCsr,
    pixelsToCsr,
    sumOfSquares(x) {
      const sums = new Float64Array(PARTIAL_SUMS);
      addSquares(x, 0, sums, round);
      return addInPairs(sums, round);
    },
    kernel: <F extends Formula>(formula: F) => formula.plain(round) as KernelOf<F>,
  };
}

/** Adds the squares of x from element `first` on to their partial sums. */
export function addSquares(x: Values, first: number, sums: Float64Array, round: Round): void {
  for (let i = first; i < x.length; i++) {
    const k = i % PARTIAL_SUMS;
    sums[k] = round(sums[k]! + round(x[i]! * x[i]!));
  }
}

/** The sum of the partial sums, added in pairs; overwrites them. */
export function addInPairs(sums: Float64Array, round: Round): number {
  for (let width = PARTIAL_SUMS / 2; width >= 1; width /= 2) {
    for (let k = 0; k < width; k++) sums[k] = round(sums[k]! + sums[k + width]!);
  }
  return sums[0]!;
}
