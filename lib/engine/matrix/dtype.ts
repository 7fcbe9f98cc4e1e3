import { checkCount, checkName } from "../settings.ts";

/** The number formats of the engine: IEEE double and single precision. */
export type Dtype = "f64" | "f32";

/** All number formats, the default first. */
export const DTYPES: readonly Dtype[] = ["f64", "f32"];

/** The numbers of a matrix: a `Float64Array` for f64, a `Float32Array` for f32. */
export type Values = Float64Array | Float32Array;

/** Rounds a double to a number format. */
export type Round = (value: number) => number;

/**
 * The rounding of a number format. JavaScript computes in doubles. Rounding after every
 * single `+ - * /` and square root gives exactly the results of single-precision
 * hardware, because a double has more than twice the digits of a single (Figueroa, "When
 * is double rounding innocuous?", 1995).
 */
export function rounding(dtype: Dtype): Round {
  checkName("compute in the number format", dtype, DTYPES);
  return dtype === "f32" ? Math.fround : (value) => value;
}

/**
 * An array of `length` numbers, all zero.
 *
 * @throws {RangeError} if there is not enough memory
 */
export function allocateValues(dtype: Dtype, length: number): Values {
  checkName("compute in the number format", dtype, DTYPES);
  return allocated<Values>(dtype === "f32" ? Float32Array : Float64Array, length);
}

/**
 * An array of `length` 32-bit integers, all zero.
 *
 * @throws {RangeError} if there is not enough memory
 */
export function allocateIntegers(length: number): Int32Array {
  return allocated(Int32Array, length);
}

function allocated<T>(ArrayOf: new (length: number) => T, length: number): T {
  checkCount("allocate an array of the length", length, 0);
  try {
    return new ArrayOf(length);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(
      `Cannot allocate ${length} numbers: there is not enough memory; make layers or batches smaller`,
      { cause: error },
    );
  }
}
