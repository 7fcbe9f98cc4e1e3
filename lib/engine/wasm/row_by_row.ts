import {
  add,
  type AssembledFunction,
  type Code,
  FunctionBuilder,
  get,
  i32,
  increase,
  lessThan,
  type Local,
  set,
  whileTrue,
} from "./assembler.ts";
import type { Arithmetic, Lanes } from "./lanes.ts";

/** A number of a matrix or of a row, at the place that the loop has come to. */
export interface Element {
  /** Its value. */
  readonly value: Code;
  /** Gives it a new value. */
  set(value: Code): Code;
}

/** What a formula works with, at each place of a matrix. */
export interface Place {
  /** The arithmetic: of whole vectors, or of single numbers at the end of a row. */
  readonly arithmetic: Arithmetic;
  /** Elements of the matrices. */
  readonly matrices: readonly Element[];
  /** Elements of the rows, which every row of the matrices meets. */
  readonly rows: readonly Element[];
  /** The constants. */
  readonly scalars: readonly Code[];
  /** Variables for what is used twice. */
  readonly temporaries: readonly Local[];
}

/** What a formula needs. */
export interface Operands {
  readonly matrices: number;
  readonly rows?: number;
  readonly scalars?: number;
}

const TEMPORARIES = 3;

/**
 * A kernel that applies a formula at every place of one or more matrices of the
 * same shape, row by row from the first: the formula is written once, and stands
 * for whole vectors and for the single numbers that a row ends with.
 *
 * Parameters: the number of rows, the bytes of a row, the bytes of its whole
 * vectors; the addresses of the matrices and of the rows; the constants.
 */
export function rowByRow(
  name: string,
  lanes: Lanes,
  { matrices, rows = 0, scalars = 0 }: Operands,
  formula: (place: Place) => readonly Code[],
): AssembledFunction {
  const { vector, scalar } = lanes;
  const f = new FunctionBuilder([
    ...Array<"i32">(3 + matrices + rows).fill("i32"),
    ...Array<"f64" | "f32">(scalars).fill(scalar.type as "f64" | "f32"),
  ]);
  const [rowsLeft, rowBytes, vectorBytes] = f.parameters as [Local, Local, Local];
  const matrixAddresses = f.parameters.slice(3, 3 + matrices);
  const rowAddresses = f.parameters.slice(3 + matrices, 3 + matrices + rows);
  const constants = f.parameters.slice(3 + matrices + rows);
  const column = f.local("i32");
  const splats = constants.map(() => f.local("v128"));

  const placeOf = (arithmetic: Arithmetic): Place => {
    const element = (base: Local): Element => {
      const address = add(get(base), get(column));
      return {
        value: arithmetic.load(address),
        set: (value) => arithmetic.store(address, value),
      };
    };
    return {
      arithmetic,
      matrices: matrixAddresses.map(element),
      rows: rowAddresses.map(element),
      scalars: (arithmetic === vector ? splats : constants).map(get),
      temporaries: Array.from({ length: TEMPORARIES }, () => f.local(arithmetic.type)),
    };
  };

  const body = [
    ...splats.map((splat, k) => set(splat, vector.splat(get(constants[k]!)))),
    whileTrue(
      get(rowsLeft),
      set(column, i32(0)),
      whileTrue(
        lessThan(get(column), get(vectorBytes)),
        ...formula(placeOf(vector)),
        increase(column, vector.bytes),
      ),
      whileTrue(
        lessThan(get(column), get(rowBytes)),
        ...formula(placeOf(scalar)),
        increase(column, scalar.bytes),
      ),
      ...matrixAddresses.map((address) => increase(address, get(rowBytes))),
      increase(rowsLeft, -1),
    ),
  ];
  return { name, parameterTypes: f.parameterTypes, code: f.finish(...body) };
}
