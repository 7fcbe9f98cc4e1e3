import type { Element, Formula } from "../matrix/formula.ts";
import type { Arithmetic, Instructions, VectorBits } from "./arithmetic.ts";
import {
  add,
  type AssembledFunction,
  type Code,
  countDown,
  FunctionBuilder,
  get,
  i32,
  increase,
  lessThan,
  type Local,
  set,
  whileTrue,
} from "./assembler.ts";

/**
 * A formula as a kernel, which goes over the matrices row by row: whole vectors first,
 * with 256 bits in twos, then the single numbers that are left of the row.
 *
 * Parameters: the number of rows, the bytes of a row, the bytes of its whole vectors;
 * the addresses of the matrices and of the row vectors; the scalars.
 */
export function formulaKernel(
  { name, matrices, rows, scalars, vector: vectorFormula }: Formula,
  { vector, scalar }: Instructions,
  vectorBits: VectorBits,
): AssembledFunction {
  const f = new FunctionBuilder([
    ...Array<"i32">(3 + matrices + rows).fill("i32"),
    ...Array(scalars).fill(scalar.type),
  ]);
  const [rowsLeft, rowBytes, vectorBytes, ...operands] = f.parameters as [Local, Local, Local];
  const addresses = operands.slice(0, matrices);
  const rowStarts = operands.slice(matrices, matrices + rows);
  const numbers = operands.slice(matrices + rows);
  const rowAddresses = rowStarts.map(() => f.local("i32"));
  const [vectorEnd, rowEnd] = f.integers(2);
  const splats = numbers.map(() => f.local("v128"));

  /**
   * The formula for one or two neighbours at the current addresses. What it sets is
   * stored at the end, operand by operand: V8 joins two neighbours only if no store
   * stands between their loads, nor anything between their stores.
   */
  const step = (a: Arithmetic, neighbours: number): Code => {
    const code: Code[] = [];
    const stores = new Map<Local, Code[]>();
    for (let k = 0; k < neighbours; k++) {
      const offset = k * a.bytes;
      const element = (address: Local): Element => {
        let current = a.load(get(address), offset);
        return {
          get value() {
            return current;
          },
          set(value) {
            const local = f.local(a.type);
            code.push(set(local, value));
            current = get(local);
            const store = a.store(get(address), current, offset);
            stores.set(address, [...stores.get(address) ?? [], store]);
          },
        };
      };
      vectorFormula({
        a,
        matrices: addresses.map(element),
        rows: rowAddresses.map(element),
        scalars: (a === vector ? splats : numbers).map(get),
        once(value) {
          const local = f.local(a.type);
          code.push(set(local, value));
          return get(local);
        },
      });
    }
    const moves = [...addresses, ...rowAddresses].map((address) =>
      increase(address, neighbours * a.bytes)
    );
    return [...code, ...[...stores.values()].flat(), ...moves].flat();
  };
  const first = addresses[0]!;
  /** Steps while there is room for one before an end. */
  const steps = (end: Local, a: Arithmetic, neighbours: number): Code =>
    whileTrue(
      lessThan(add(get(first), i32(neighbours * a.bytes - 1)), get(end)),
      step(a, neighbours),
    );

  return f.finish(
    name,
    ...splats.map((splat, k) => set(splat, vector.splat(get(numbers[k]!)))),
    countDown(
      rowsLeft,
      set(vectorEnd, add(get(first), get(vectorBytes))),
      set(rowEnd, add(get(first), get(rowBytes))),
      ...rowAddresses.map((address, k) => set(address, get(rowStarts[k]!))),
      ...(vectorBits === 256 ? [steps(vectorEnd, vector, 2)] : []),
      steps(vectorEnd, vector, 1),
      steps(rowEnd, scalar, 1),
    ),
  );
}
