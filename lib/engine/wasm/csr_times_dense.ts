import type { Arithmetic, Instructions } from "./arithmetic.ts";
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

/** How many sums stay in registers: of 16, one is for the factor, and two are spare. */
const REGISTERS = 13;

/** Adjacent outputs that are summed together. */
interface Slot {
  /** Where they begin within a row, in bytes. */
  readonly offset: number;
  /** A whole vector, or a single number where a row is shorter than a vector. */
  readonly arithmetic: Arithmetic;
}

/**
 * The slots that cover a row. A last vector that would not fit whole begins
 * earlier and computes a few outputs a second time, to the same bits.
 */
function slotsOf({ lanes, vector, scalar }: Instructions, columns: number): Slot[] {
  const one = columns < lanes ? scalar : vector;
  const rowBytes = columns * scalar.bytes;
  const count = Math.ceil(rowBytes / one.bytes);
  return Array.from({ length: count }, (_, k) => ({
    offset: Math.min(k * one.bytes, rowBytes - one.bytes),
    arithmetic: one,
  }));
}

/** Splits a list into parts of nearly equal length, as few as the registers allow. */
function split<T>(items: readonly T[]): T[][] {
  const parts = Math.ceil(items.length / REGISTERS);
  return Array.from(
    { length: parts },
    (_, part) =>
      items.slice(
        Math.floor(part * items.length / parts),
        Math.floor((part + 1) * items.length / parts),
      ),
  );
}

/**
 * The kernel behind all products, for right factors of one row length:
 *
 *     row i of out = sum over the non-zeros n of row i:
 *                    values[n] * row indices[n] of right
 *
 * A block of up to 13 vectors of the output row stays in registers while the loop goes
 * through the non-zeros of the row. Each sum runs in the order of the contract; multiply
 * and add are rounded separately. The code is made for one number of columns, so that
 * strides and offsets are constants.
 *
 * Parameters: rows, and the addresses of starts, indices, values, right, out and,
 * with an epilogue, of the bias.
 */
export function csrTimesDense(
  name: string,
  instructions: Instructions,
  columns: number,
  epilogue: Epilogue,
): AssembledFunction {
  const f = new FunctionBuilder(Array(7).fill("i32"));
  const [rows, starts, indices, values, right, out, bias] = f.parameters as Tuple<Local, 7>;
  const [start, lastStart, index, endIndex, value, from, to] = f.integers(7);
  const slots = slotsOf(instructions, columns);
  const { type } = slots[0]!.arithmetic;
  const factor = f.local(type);
  const sums = slots.slice(0, REGISTERS).map(() => f.local(type));
  const { bytes } = instructions.scalar;
  const rowBytes = columns * bytes;

  const finished = (sum: Local, { offset, arithmetic }: Slot): Code => {
    if (epilogue === "none") return get(sum);
    const biased = arithmetic.add(get(sum), arithmetic.load(get(bias), offset));
    if (epilogue === "bias") return biased;
    const { select, atMost, zero } = arithmetic;
    return sequence(set(sum, biased), select(atMost(get(sum), zero), zero, get(sum)));
  };

  const block = (part: readonly Slot[]): Code =>
    sequence(
      set(start, get(starts)),
      set(lastStart, add(get(starts), shiftLeft(get(rows), i32(2)))),
      set(to, get(out)),
      countTo(
        get(lastStart),
        start,
        INDEX,
        ...part.map((_, k) => set(sums[k]!, slots[0]!.arithmetic.zero)),
        set(index, add(get(indices), shiftLeft(loadI32(get(start)), i32(2)))),
        set(endIndex, add(get(indices), shiftLeft(loadI32(get(start), INDEX), i32(2)))),
        set(value, add(get(values), multiply(loadI32(get(start)), i32(bytes)))),
        countTo(
          get(endIndex),
          index,
          INDEX,
          set(from, add(get(right), multiply(loadI32(get(index)), i32(rowBytes)))),
          set(factor, part[0]!.arithmetic.loadOne(get(value))),
          ...part.map(({ offset, arithmetic }, k) =>
            set(
              sums[k]!,
              arithmetic.add(
                get(sums[k]!),
                arithmetic.multiply(get(factor), arithmetic.load(get(from), offset)),
              ),
            )
          ),
          increase(value, bytes),
        ),
        ...part.map((slot, k) =>
          slot.arithmetic.store(get(to), finished(sums[k]!, slot), slot.offset)
        ),
        increase(to, rowBytes),
      ),
    );

  return f.finish(name, ...split(slots).map(block));
}
