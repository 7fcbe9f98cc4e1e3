import type { Arithmetic } from "../wasm/arithmetic.ts";
import type { Code, Tuple } from "../wasm/assembler.ts";
import type { Round, Values } from "./dtype.ts";

/**
 * Applies a formula to its operands: matrices of one shape, then row vectors, then
 * scalars. Where the type does not say how many, the caller has to know, and to cast.
 */
export type Kernel<
  M extends number = number,
  R extends number = number,
  S extends number = number,
> = (
  ...operands: number extends M ? never[]
    : [...Tuple<Values, M>, ...Tuple<Values, R>, ...Tuple<number, S>]
) => void;

/** An element of a matrix or of a row vector. */
export interface Element {
  /** Its value. */
  readonly value: Code;
  /** Gives it a new value. */
  set(value: Code): void;
}

/** What a vector formula is written with. */
export interface VectorOperands<Matrices, Rows, Scalars> {
  /** The arithmetic: of whole vectors, or of single numbers at the end of a row. */
  readonly a: Arithmetic;
  /** The element of each matrix. */
  readonly matrices: Matrices;
  /** The element of each row vector, in the same column. */
  readonly rows: Rows;
  /** The scalars. */
  readonly scalars: Scalars;
  /** Computes a value once, for use in several places. */
  once(value: Code): Code;
}

/**
 * A computation for each element of some matrices, written twice: in plain code, which
 * defines its bits, and as code for vector kernels, which must give the same. Layers and
 * optimizers bring their own, so a backend knows none of them.
 *
 * Matrices have the same shape. Every row of them meets the same row vectors, in order,
 * so a row vector can also collect sums over the rows. Without row vectors, shapes do
 * not matter, only lengths. Every operation is rounded on its own.
 */
export interface Formula<
  M extends number = number,
  R extends number = number,
  S extends number = number,
> {
  /** Its name in messages. */
  readonly name: string;
  /** The number of matrices, 1 or more. */
  readonly matrices: M;
  /** The number of row vectors. */
  readonly rows: R;
  /** The number of scalars, which the caller has rounded. */
  readonly scalars: S;
  /** The formula as a loop over all elements. */
  plain(round: Round): Kernel<M, R, S>;
  /** The formula for one element, in terms of vector instructions. */
  vector(
    operands: VectorOperands<Tuple<Element, M>, Tuple<Element, R>, Tuple<Code, S>>,
  ): void;
}

/** The kernel of a formula. */
export type KernelOf<F extends Formula> = ReturnType<F["plain"]>;

/** A formula; row vectors and scalars are none unless their number is given. */
export function formula<M extends number, R extends number = 0, S extends number = 0>(
  { rows = 0 as R, scalars = 0 as S, ...definition }:
    & Omit<Formula<M, R, S>, "rows" | "scalars">
    & { readonly rows?: R; readonly scalars?: S },
): Formula<NoInfer<M>, NoInfer<R>, NoInfer<S>> {
  return { ...definition, rows, scalars };
}

/** x = x + factor other. */
export const ADD_SCALED: Formula<2, 0, 1> = formula({
  name: "addScaled",
  matrices: 2,
  scalars: 1,
  plain: (round) => (x, other, factor) => {
    for (let i = 0; i < x.length; i++) x[i] = round(x[i]! + round(factor * other[i]!));
  },
  vector: ({ a, matrices: [x, other], scalars: [factor] }) =>
    x.set(a.add(x.value, a.multiply(factor, other.value))),
});

/** sums = sums + the rows of x, from the first to the last. */
export const ADD_ROWS: Formula<1, 1, 0> = formula({
  name: "addRows",
  matrices: 1,
  rows: 1,
  plain: (round) => (x, sums) => {
    const columns = sums.length;
    for (let i = 0; i < x.length; i++) sums[i % columns] = round(sums[i % columns]! + x[i]!);
  },
  vector: ({ a, matrices: [x], rows: [sums] }) => sums.set(a.add(sums.value, x.value)),
});
