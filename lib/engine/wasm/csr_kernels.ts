import { PARTIAL_SUMS } from "../matrix/plain_backend.ts";
import type { Arithmetic, Instructions } from "./arithmetic.ts";
import {
  add,
  type AssembledFunction,
  bitAnd,
  byteMask,
  bytesDiffer,
  type Code,
  countDown,
  countTo,
  FunctionBuilder,
  get,
  i32,
  increase,
  lessThan,
  loadByte,
  loadI32,
  loadVector,
  type Local,
  multiply,
  set,
  shiftLeft,
  shiftRight,
  storeI32,
  storeVector,
  subtract,
  trailingZeros,
  type Tuple,
  whileTrue,
  ZERO_VECTOR,
} from "./assembler.ts";

/** The bytes of an index or a start. */
const INDEX = 4;
/** How many bytes are compared at once in a search for pixels. */
const CHUNK = 16;

/** The kernels that make and transpose CSR matrices, transpose dense ones, and sum squares. */
export function csrKernels(instructions: Instructions): readonly AssembledFunction[] {
  return [toCsr, pixelsToCsr, splitRows, transposeCsr, transposeMatrix, sumSquares].map((kernel) =>
    kernel(instructions)
  );
}

/** The address of an element of an array of integers. */
const integerAt = (array: Local, index: Code): Code => add(get(array), shiftLeft(index, i32(2)));
/** The address of an element of an array of numbers. */
const numberAt = (array: Local, index: Code, { bytes }: Arithmetic): Code =>
  add(get(array), multiply(index, i32(bytes)));

/**
 * Collects the non-zero elements of a matrix. Every element is written to the end of the
 * list, which then grows by 1 or by 0: there is no branch to mispredict.
 *
 * Parameters: rows, columns; the addresses of the matrix, starts, indices, values.
 */
function toCsr({ scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(6).fill("i32"));
  const [rows, columns, from, starts, indices, values] = f.parameters as Tuple<Local, 6>;
  const [column, isNonZero, index, value] = f.integers(4);
  const element = f.local(scalar.type);
  const count = shiftRight(subtract(get(index), get(indices)), i32(2));
  return f.finish(
    "toCsr",
    set(index, get(indices)),
    set(value, get(values)),
    countDown(
      rows,
      storeI32(get(starts), count),
      set(column, i32(0)),
      countTo(
        get(columns),
        column,
        1,
        set(element, scalar.load(get(from))),
        storeI32(get(index), get(column)),
        scalar.store(get(value), get(element)),
        set(isNonZero, scalar.differ(get(element), scalar.zero)),
        increase(index, shiftLeft(get(isNonZero), i32(2))),
        increase(value, multiply(get(isNonZero), i32(scalar.bytes))),
        increase(from, scalar.bytes),
      ),
      increase(starts, INDEX),
    ),
    storeI32(get(starts), count),
  );
}

/**
 * Collects the non-zero pixels of images, scaled by a table: 16 bytes are compared with
 * zero at once, and only those that differ are read one by one.
 *
 * Parameters: rows, columns; the addresses of the pixels, starts, indices, values and of
 * the table of 256 scaled pixels.
 */
function pixelsToCsr({ scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(7).fill("i32"));
  const [rows, columns, from, starts, indices, values, table] = f.parameters as Tuple<Local, 7>;
  const [column, count, mask, found, pixel] = f.integers(5);
  /** Writes the pixel in column `found` to the end of the list, which does not grow yet. */
  const write: Code = [
    set(pixel, loadByte(add(get(from), get(found)))),
    storeI32(integerAt(indices, get(count)), get(found)),
    scalar.store(
      numberAt(values, get(count), scalar),
      scalar.load(numberAt(table, get(pixel), scalar)),
    ),
  ].flat();
  return f.finish(
    "pixelsToCsr",
    countDown(
      rows,
      storeI32(get(starts), get(count)),
      set(column, i32(0)),
      countTo(
        bitAnd(get(columns), i32(-CHUNK)),
        column,
        CHUNK,
        set(mask, byteMask(bytesDiffer(loadVector(add(get(from), get(column))), ZERO_VECTOR))),
        whileTrue(
          get(mask),
          set(found, add(get(column), trailingZeros(get(mask)))),
          write,
          increase(count, 1),
          set(mask, bitAnd(get(mask), subtract(get(mask), i32(1)))), // Clears the lowest bit.
        ),
      ),
      countTo(
        get(columns),
        column,
        1,
        set(found, get(column)),
        write,
        increase(count, lessThan(i32(0), get(pixel))),
      ),
      increase(from, get(columns)),
      increase(starts, INDEX),
    ),
    storeI32(get(starts), get(count)),
  );
}

/**
 * Finds where each row passes from one part of the columns to the next.
 *
 * Parameters: rows, parts, the columns of a part; the addresses of starts, indices and
 * bounds. Bound p * rows + i is where row i leaves part p; the last part has no bounds.
 */
function splitRows(): AssembledFunction {
  const f = new FunctionBuilder(Array(6).fill("i32"));
  const [rows, parts, width, starts, indices, bounds] = f.parameters as Tuple<Local, 6>;
  const [row, n, end, part, limit, bound] = f.integers(6);
  return f.finish(
    "splitRows",
    countTo(
      get(rows),
      row,
      1,
      set(n, loadI32(integerAt(starts, get(row)))),
      set(end, loadI32(integerAt(starts, get(row)), INDEX)),
      set(bound, integerAt(bounds, get(row))),
      set(limit, i32(0)),
      set(part, i32(1)),
      countTo(
        get(parts),
        part,
        1,
        increase(limit, get(width)),
        whileTrue(
          bitAnd(
            lessThan(get(n), get(end)),
            lessThan(loadI32(integerAt(indices, get(n))), get(limit)),
          ),
          increase(n, 1),
        ),
        storeI32(get(bound), get(n)),
        increase(bound, shiftLeft(get(rows), i32(2))),
      ),
    ),
  );
}

/**
 * Transposes a CSR matrix. Counts the elements of each column, then goes through the
 * rows and puts every element where the next of its column belongs.
 *
 * Parameters: rows, columns; the addresses of starts, indices and values, then of those
 * of the transpose, whose starts have two elements more than it has rows.
 */
function transposeCsr({ scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(8).fill("i32"));
  const [rows, columns, starts, indices, values, toStarts, toIndices, toValues] = f
    .parameters as Tuple<Local, 8>;
  const [at, end, start, sum, row, n, rowEnd] = f.integers(7);
  const endOfStarts = set(end, integerAt(toStarts, add(get(columns), i32(2))));
  return f.finish(
    "transposeCsr",
    // Count column c in element c + 2, so that element c + 1 can move up to its end.
    set(at, get(toStarts)),
    endOfStarts,
    countTo(get(end), at, INDEX, storeI32(get(at), i32(0))),
    set(at, get(indices)),
    set(end, integerAt(indices, loadI32(integerAt(starts, get(rows))))),
    countTo(
      get(end),
      at,
      INDEX,
      set(start, integerAt(toStarts, loadI32(get(at)))),
      storeI32(get(start), add(loadI32(get(start), 2 * INDEX), i32(1)), 2 * INDEX),
    ),
    set(at, get(toStarts)),
    endOfStarts,
    countTo(
      get(end),
      at,
      INDEX,
      set(sum, add(get(sum), loadI32(get(at)))),
      storeI32(get(at), get(sum)),
    ),
    countTo(
      get(rows),
      row,
      1,
      set(n, loadI32(integerAt(starts, get(row)))),
      set(rowEnd, loadI32(integerAt(starts, get(row)), INDEX)),
      countTo(
        get(rowEnd),
        n,
        1,
        set(start, integerAt(toStarts, loadI32(integerAt(indices, get(n))))),
        set(at, loadI32(get(start), INDEX)),
        storeI32(get(start), add(get(at), i32(1)), INDEX),
        storeI32(integerAt(toIndices, get(at)), get(row)),
        scalar.store(
          numberAt(toValues, get(at), scalar),
          scalar.load(numberAt(values, get(n), scalar)),
        ),
      ),
    ),
  );
}

/** Parameters: rows, columns; the addresses of a matrix and of its transpose. */
function transposeMatrix({ scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(4).fill("i32"));
  const [rows, columns, from, to] = f.parameters as Tuple<Local, 4>;
  const [column, target, stride] = f.integers(3);
  return f.finish(
    "transposeMatrix",
    set(stride, multiply(get(rows), i32(scalar.bytes))),
    countDown(
      rows,
      set(target, get(to)),
      set(column, get(columns)),
      countDown(
        column,
        scalar.store(get(target), scalar.load(get(from))),
        increase(from, scalar.bytes),
        increase(target, get(stride)),
      ),
      increase(to, scalar.bytes),
    ),
  );
}

/**
 * The eight partial sums of a sum of squares.
 *
 * Parameters: how many numbers, a multiple of 8; their address; that of the sums.
 */
function sumSquares({ vector, scalar, lanes }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(3).fill("i32"));
  const [count, from, to] = f.parameters as Tuple<Local, 3>;
  const [end] = f.integers(1);
  const x = f.local("v128");
  const sums = Array.from({ length: PARTIAL_SUMS / lanes }, () => f.local("v128"));
  return f.finish(
    "sumSquares",
    set(end, add(get(from), multiply(get(count), i32(scalar.bytes)))),
    countTo(
      get(end),
      from,
      PARTIAL_SUMS * scalar.bytes,
      ...sums.flatMap((sum, k) => [
        set(x, loadVector(get(from), k * vector.bytes)),
        set(sum, vector.add(get(sum), vector.multiply(get(x), get(x)))),
      ]),
    ),
    ...sums.map((sum, k) => storeVector(get(to), get(sum), k * vector.bytes)),
  );
}
