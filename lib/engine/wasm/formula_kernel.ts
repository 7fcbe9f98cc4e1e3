import type { Element, Formula } from "../matrix/formula.ts";
import type { Arithmetic, Instructions } from "./arithmetic.ts";
import {
  add,
  type AssembledFunction,
  type Code,
  countDown,
  countTo,
  FunctionBuilder,
  get,
  i32,
  increase,
  type Local,
  set,
} from "./assembler.ts";

/**
 * A formula as a kernel, which goes over the matrices row by row: whole vectors first,
 * then the single numbers that are left of the row.
 *
 * Parameters: the number of rows, the bytes of a row, the bytes of its whole vectors;
 * the addresses of the matrices and of the row vectors; the scalars.
 */
export function formulaKernel(
  { name, matrices, rows, scalars, vector: vectorFormula }: Formula,
  { vector, scalar }: Instructions,
): AssembledFunction {
  const f = new FunctionBuilder([
    ...Array<"i32">(3 + matrices + rows).fill("i32"),
    ...Array(scalars).fill(scalar.type),
  ]);
  const [rowsLeft, rowBytes, vectorBytes, ...operands] = f.parameters as [Local, Local, Local];
  const matrixAddresses = operands.slice(0, matrices);
  const rowAddresses = operands.slice(matrices, matrices + rows);
  const numbers = operands.slice(matrices + rows);
  const column = f.local("i32");
  const splats = numbers.map(() => f.local("v128"));

  /** The formula's statements for the elements at the current column. */
  const statements = (a: Arithmetic): Code => {
    const code: Code[] = [];
    const element = (base: Local): Element => {
      const address = add(get(base), get(column));
      return {
        value: a.load(address),
        set: (value) => code.push(a.store(address, value)),
      };
    };
    vectorFormula({
      a,
      matrices: matrixAddresses.map(element),
      rows: rowAddresses.map(element),
      scalars: (a === vector ? splats : numbers).map(get),
      once(value) {
        const local = f.local(a.type);
        code.push(set(local, value));
        return get(local);
      },
    });
    return code.flat();
  };

  return f.finish(
    name,
    ...splats.map((splat, k) => set(splat, vector.splat(get(numbers[k]!)))),
    countDown(
      rowsLeft,
      set(column, i32(0)),
      countTo(get(vectorBytes), column, vector.bytes, statements(vector)),
      countTo(get(rowBytes), column, scalar.bytes, statements(scalar)),
      ...matrixAddresses.map((address) => increase(address, get(rowBytes))),
    ),
  );
}
