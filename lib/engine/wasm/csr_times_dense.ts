import type { Instructions, VectorBits } from "./arithmetic.ts";
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
import { INDEX } from "./csr_kernels.ts";

/** What happens to the sums before they are written. */
export type Epilogue = "none" | "bias" | "bias-rectify";

/** How many registers hold sums: of 16, one is for the factor, and two are spare. */
const REGISTERS = 13;

/**
 * Where the vectors of a row begin, in bytes, as registers hold them: one vector each;
 * with 256 bits, two neighbours each. A last vector that would not fit whole begins
 * earlier and computes a few outputs a second time, to the same bits. It has a register
 * of its own, and shares the block of the vector before it, so that both are read before
 * either is written.
 */
function registersOf(rowBytes: number, vectorBytes: number, perRegister: number): number[][] {
  const whole = Math.floor(rowBytes / vectorBytes);
  const registers = Array.from({ length: Math.ceil(whole / perRegister) }, (_, r) =>
    Array.from(
      { length: Math.min(perRegister, whole - r * perRegister) },
      (_, k) => (r * perRegister + k) * vectorBytes,
    ));
  const isCovered = whole * vectorBytes === rowBytes;
  return isCovered ? registers : [...registers, [rowBytes - vectorBytes]];
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
 * A block of the output row stays in up to 13 registers while the loop goes through the
 * non-zeros of the row. Each sum runs in the order of the contract; multiply and add are
 * rounded separately. The code is made for one number of columns, so that strides and
 * offsets are constants.
 *
 * V8 joins two neighbouring vectors only if nothing with a side effect stands between
 * their loads or between their stores. So a block is finished first, and then stored.
 *
 * Parameters: rows, and the addresses of begins, ends, indices, values, right, out and,
 * with an epilogue, of the bias.
 *
 * @param resumes whether the sums go on from what is in out, instead of from 0
 */
export function csrTimesDense(
  name: string,
  { lanes, vector, scalar }: Instructions,
  columns: number,
  vectorBits: VectorBits,
  epilogue: Epilogue,
  resumes: boolean,
): AssembledFunction {
  const f = new FunctionBuilder(Array(8).fill("i32"));
  const [rows, begins, ends, indices, values, right, out, bias] = f.parameters as Tuple<Local, 8>;
  const [begin, lastBegin, end, index, endIndex, value, from, to] = f.integers(8);
  const isNarrow = columns < lanes;
  const arithmetic = isNarrow ? scalar : vector;
  const factor = f.local(arithmetic.type);
  const rowBytes = columns * scalar.bytes;

  const finished = (sum: Local, offset: number): Code => {
    if (epilogue === "none") return [];
    const { select, atMost, zero } = arithmetic;
    const biased = set(sum, arithmetic.add(get(sum), arithmetic.load(get(bias), offset)));
    if (epilogue === "bias") return biased;
    return [...biased, ...set(sum, select(atMost(get(sum), zero), zero, get(sum)))];
  };

  const block = (offsets: readonly number[]): Code => {
    const sums = offsets.map(() => f.local(arithmetic.type));
    const each = (code: (sum: Local, offset: number) => Code): Code =>
      offsets.flatMap((offset, k) => code(sums[k]!, offset));
    return sequence(
      set(begin, get(begins)),
      set(lastBegin, add(get(begins), shiftLeft(get(rows), i32(2)))),
      set(end, get(ends)),
      set(to, get(out)),
      countTo(
        get(lastBegin),
        begin,
        INDEX,
        each((sum, offset) =>
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
          set(factor, arithmetic.loadOne(get(value))),
          each((sum, offset) => {
            const term = arithmetic.multiply(get(factor), arithmetic.load(get(from), offset));
            return set(sum, arithmetic.add(get(sum), term));
          }),
          increase(value, scalar.bytes),
        ),
        each(finished),
        each((sum, offset) => arithmetic.store(get(to), get(sum), offset)),
        increase(to, rowBytes),
        increase(end, INDEX),
      ),
    );
  };

  const perRegister = isNarrow ? 1 : vectorBits / 128;
  const blocks = split(registersOf(rowBytes, arithmetic.bytes, perRegister));
  return f.finish(name, ...blocks.map((registers) => block(registers.flat())));
}

/** The bytes that a block of an output row has at most. */
export function blockBytes(
  columns: number,
  { scalar, vector }: Instructions,
  vectorBits: VectorBits,
): number {
  return Math.min(columns * scalar.bytes, REGISTERS * vector.bytes * vectorBits / 128);
}
