import type { Arithmetic, Instructions, VectorBits } from "./arithmetic.ts";
import {
  add,
  type AssembledFunction,
  type Code,
  countTo,
  FunctionBuilder,
  get,
  i32,
  increase,
  loadI32,
  type Local,
  multiply,
  sequence,
  set,
  shiftLeft,
  type Tuple,
} from "./assembler.ts";

/** The bytes of an index or a start. */
const INDEX = 4;

/** What happens to the sums before they are written. */
export type Epilogue = "none" | "bias" | "bias-rectify";

/** How many registers hold sums: of 16, one is for the factor, and two are spare. */
const REGISTERS = 13;

/** A vector or a single number of an output row. */
interface Slot {
  /** Where it begins within the row, in bytes. */
  readonly offset: number;
  readonly arithmetic: Arithmetic;
}

/**
 * What covers a row, as the registers hold it: one vector each; with 256 bits, two
 * neighbours each.
 */
function registersOf(
  { lanes, vector, scalar }: Instructions,
  columns: number,
  vectorBits: VectorBits,
): Slot[][] {
  const rowBytes = columns * scalar.bytes;
  const slots = (count: number, arithmetic: Arithmetic, first = 0): Slot[] =>
    Array.from({ length: count }, (_, k) => ({
      offset: Math.min(first + k * arithmetic.bytes, rowBytes - arithmetic.bytes),
      arithmetic,
    }));
  if (columns < lanes) return slots(columns, scalar).map((slot) => [slot]);
  if (vectorBits === 128) {
    // A last vector that would not fit whole begins earlier, and computes a few outputs
    // a second time, to the same bits.
    return slots(Math.ceil(rowBytes / vector.bytes), vector).map((slot) => [slot]);
  }
  const vectors = slots(Math.floor(columns / lanes), vector);
  return [
    ...Array.from(
      { length: Math.ceil(vectors.length / 2) },
      (_, k) => vectors.slice(2 * k, 2 * k + 2),
    ),
    // No overlap here: sums that are added to in a later call must not be added to twice.
    ...slots(columns % lanes, scalar, vectors.length * vector.bytes).map((slot) => [slot]),
  ];
}

/** Splits a list into blocks of nearly equal length, as few as the registers allow. */
function split<T>(items: readonly T[]): T[][] {
  const blocks = Math.ceil(items.length / REGISTERS);
  return Array.from(
    { length: blocks },
    (_, block) =>
      items.slice(
        Math.floor(block * items.length / blocks),
        Math.floor((block + 1) * items.length / blocks),
      ),
  );
}

/**
 * The kernel behind all products, for right factors of one row length:
 *
 *     row i of out = sum over n from begins[i] to ends[i]:
 *                    values[n] * row indices[n] of right
 *
 * A block of the output row stays in 13 registers while the loop goes through the
 * non-zeros of the row. Each sum runs in the order of the contract; multiply and add are
 * rounded separately. The code is made for one number of columns, so that strides and
 * offsets are constants.
 *
 * For V8 to join two neighbouring vectors, nothing with a side effect may stand between
 * their loads or between their stores: so all sums of a block are finished first, then
 * stored in order.
 *
 * Parameters: rows, and the addresses of begins, ends, indices, values, right, out and,
 * with an epilogue, of the bias.
 *
 * @param resumes whether the sums go on from what is in out, instead of from 0; not with
 *   128 bits
 */
export function csrTimesDense(
  name: string,
  instructions: Instructions,
  columns: number,
  vectorBits: VectorBits,
  epilogue: Epilogue,
  resumes: boolean,
): AssembledFunction {
  const f = new FunctionBuilder(Array(8).fill("i32"));
  const [rows, begins, ends, indices, values, right, out, bias] = f.parameters as Tuple<Local, 8>;
  const [begin, lastBegin, end, index, endIndex, value, from, to] = f.integers(8);
  const { vector, scalar } = instructions;
  const [factors, factor] = [f.local(vector.type), f.local(scalar.type)];
  const rowBytes = columns * scalar.bytes;

  const finished = (sum: Local, { offset, arithmetic }: Slot): Code => {
    if (epilogue === "none") return [];
    const { select, atMost, zero } = arithmetic;
    const biased = set(sum, arithmetic.add(get(sum), arithmetic.load(get(bias), offset)));
    if (epilogue === "bias") return biased;
    return [...biased, ...set(sum, select(atMost(get(sum), zero), zero, get(sum)))];
  };

  const block = (slots: readonly Slot[]): Code => {
    const sums = slots.map(({ arithmetic }) => f.local(arithmetic.type));
    const each = (code: (sum: Local, slot: Slot) => Code): Code =>
      slots.flatMap((slot, k) => code(sums[k]!, slot));
    const has = (one: Arithmetic): boolean => slots.some(({ arithmetic }) => arithmetic === one);
    return sequence(
      set(begin, get(begins)),
      set(lastBegin, add(get(begins), shiftLeft(get(rows), i32(2)))),
      set(end, get(ends)),
      set(to, get(out)),
      countTo(
        get(lastBegin),
        begin,
        INDEX,
        each((sum, { arithmetic, offset }) =>
          set(sum, resumes ? arithmetic.load(get(to), offset) : arithmetic.zero)
        ),
        set(index, add(get(indices), shiftLeft(loadI32(get(begin)), i32(2)))),
        set(endIndex, add(get(indices), shiftLeft(loadI32(get(end)), i32(2)))),
        set(value, add(get(values), multiply(loadI32(get(begin)), i32(scalar.bytes)))),
        countTo(
          get(endIndex),
          index,
          INDEX,
          set(from, add(get(right), multiply(loadI32(get(index)), i32(rowBytes)))),
          has(vector) ? set(factors, vector.loadOne(get(value))) : [],
          has(scalar) ? set(factor, scalar.load(get(value))) : [],
          each((sum, { arithmetic, offset }) => {
            const left = get(arithmetic === vector ? factors : factor);
            const term = arithmetic.multiply(left, arithmetic.load(get(from), offset));
            return set(sum, arithmetic.add(get(sum), term));
          }),
          increase(value, scalar.bytes),
        ),
        each(finished),
        each((sum, { arithmetic, offset }) => arithmetic.store(get(to), get(sum), offset)),
        increase(to, rowBytes),
        increase(end, INDEX),
      ),
    );
  };

  const blocks = split(registersOf(instructions, columns, vectorBits));
  return f.finish(name, ...blocks.map((registers) => block(registers.flat())));
}
