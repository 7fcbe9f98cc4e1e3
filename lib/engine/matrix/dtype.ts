import { checkName } from "../settings.ts";

/** The number formats of the engine: IEEE double and single precision. */
export type Dtype = "f64" | "f32";

/** All number formats, the default first. */
export const DTYPES: readonly Dtype[] = ["f64", "f32"];

/** The numbers of a matrix: a `Float64Array` for f64, a `Float32Array` for f32. */
export type Values = Float64Array | Float32Array;

/** Rounds a double to a number format. */
export type Round = (value: number) => number;

/**
 * The rounding of a number format. JavaScript computes in doubles; rounding
 * after every single `+ - * /` and square root gives exactly the results of
 * single-precision hardware, because a double has more than twice the digits of
 * a single (Figueroa, "When is double rounding innocuous?", 1995).
 */
export function rounding(dtype: Dtype): Round {
  checkName("number format", dtype, DTYPES);
  return dtype === "f32" ? Math.fround : (value) => value;
}

/** Room for `length` numbers, all zero. */
export function allocateValues(dtype: Dtype, length: number): Values {
  checkName("number format", dtype, DTYPES);
  return dtype === "f32" ? new Float32Array(length) : new Float64Array(length);
}
