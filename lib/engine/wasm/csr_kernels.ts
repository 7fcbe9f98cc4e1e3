import type { Tuple } from "../matrix/formula.ts";
import { PARTIAL_SUMS } from "../matrix/plain_backend.ts";
import type { Instructions } from "./arithmetic.ts";
import {
  add,
  type AssembledFunction,
  bitAnd,
  byteMask,
  bytesDiffer,
  type Code,
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
  whileTrue,
  ZERO_VECTOR,
} from "./assembler.ts";

/** The bytes of an index or a start. */
const INDEX = 4;
/** How many bytes are compared at once in a search for pixels. */
const CHUNK = 16;

/** The kernels that make and transpose CSR matrices, transpose dense ones, and sum squares. */
export function csrKernels(instructions: Instructions): readonly AssembledFunction[] {
  return [
    toCsr(instructions),
    pixelsToCsr(instructions),
    transposeCsr(instructions),
    transposeMatrix(instructions),
    sumSquares(instructions),
  ];
}

/**
 * Collects the non-zero elements of a matrix. Every element is written to the end of the
 * list, which then grows by 1 or by 0: there is no branch to mispredict.
 *
 * Parameters: rows, columns; the addresses of the matrix, starts, indices, values.
 */
function toCsr({ scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(6).fill("i32"));
  const [rows, columns, from, starts, indices, values] = f.parameters as Tuple<Local, 6>;
  const column = f.local("i32");
  const isNonZero = f.local("i32");
  const element = f.local(scalar.type);
  const index = f.local("i32");
  const value = f.local("i32");
  return {
    name: "toCsr",
    parameterTypes: f.parameterTypes,
    code: f.finish(
      set(index, get(indices)),
      set(value, get(values)),
      whileTrue(
        get(rows),
        storeI32(get(starts), shiftRight(subtract(get(index), get(indices)), i32(2))),
        set(column, i32(0)),
        whileTrue(
          lessThan(get(column), get(columns)),
          set(element, scalar.load(get(from))),
          storeI32(get(index), get(column)),
          scalar.store(get(value), get(element)),
          set(isNonZero, scalar.differ(get(element), scalar.zero)),
          increase(index, shiftLeft(get(isNonZero), i32(2))),
          increase(value, multiply(get(isNonZero), i32(scalar.bytes))),
          increase(from, scalar.bytes),
          increase(column, 1),
        ),
        increase(starts, INDEX),
        increase(rows, -1),
      ),
      storeI32(get(starts), shiftRight(subtract(get(index), get(indices)), i32(2))),
    ),
  };
}

/**
 * Collects the non-zero pixels of images, scaled by a table: 16 bytes are compared with
 * zero at once, and only those that differ are read one by one.
 *
 * Parameters: rows, columns; the addresses of the pixels, starts, indices, values
 * and of the table of 256 scaled pixels.
 */
function pixelsToCsr({ scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(7).fill("i32"));
  const [rows, columns, from, starts, indices, values, table] = f.parameters as Tuple<Local, 7>;
  const column = f.local("i32");
  const count = f.local("i32");
  const mask = f.local("i32");
  const found = f.local("i32");
  const pixel = f.local("i32");

  /** Appends the pixel in column `found` if it is not zero. */
  const append = (): Code[] => [
    set(pixel, loadByte(add(get(from), get(found)))),
    storeI32(add(get(indices), shiftLeft(get(count), i32(2))), get(found)),
    scalar.store(
      add(get(values), multiply(get(count), i32(scalar.bytes))),
      scalar.load(add(get(table), multiply(get(pixel), i32(scalar.bytes)))),
    ),
  ];
  const wholeChunks = bitAnd(get(columns), i32(-CHUNK));
  return {
    name: "pixelsToCsr",
    parameterTypes: f.parameterTypes,
    code: f.finish(
      whileTrue(
        get(rows),
        storeI32(get(starts), get(count)),
        set(column, i32(0)),
        whileTrue(
          lessThan(get(column), wholeChunks),
          set(
            mask,
            byteMask(bytesDiffer(loadVector(add(get(from), get(column))), ZERO_VECTOR)),
          ),
          whileTrue(
            get(mask),
            set(found, add(get(column), trailingZeros(get(mask)))),
            ...append(),
            increase(count, 1),
            set(mask, bitAnd(get(mask), subtract(get(mask), i32(1)))), // Clears the lowest bit.
          ),
          increase(column, CHUNK),
        ),
        whileTrue(
          lessThan(get(column), get(columns)),
          set(found, get(column)),
          ...append(),
          increase(count, lessThan(i32(0), get(pixel))),
          increase(column, 1),
        ),
        increase(from, get(columns)),
        increase(starts, INDEX),
        increase(rows, -1),
      ),
      storeI32(get(starts), get(count)),
    ),
  };
}

/**
 * Transposes a CSR matrix. Counts the elements of each column, then goes through the
 * rows and puts every element where the next of its column belongs.
 *
 * Parameters: rows, columns; the addresses of starts, indices and values, then of
 * those of the transpose, whose starts have two elements more than it has rows.
 */
function transposeCsr({ scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(8).fill("i32"));
  const [rows, columns, starts, indices, values, toStarts, toIndices, toValues] = f
    .parameters as Tuple<Local, 8>;
  const at = f.local("i32");
  const end = f.local("i32");
  const slot = f.local("i32");
  const sum = f.local("i32");
  const row = f.local("i32");
  const n = f.local("i32");
  const rowEnd = f.local("i32");
  const element = (base: Local, index: Code): Code => add(get(base), shiftLeft(index, i32(2)));
  return {
    name: "transposeCsr",
    parameterTypes: f.parameterTypes,
    code: f.finish(
      // Count column c in element c + 2, so that element c + 1 can move up to its end.
      set(at, get(toStarts)),
      set(end, element(toStarts, add(get(columns), i32(2)))),
      whileTrue(
        lessThan(get(at), get(end)),
        storeI32(get(at), i32(0)),
        increase(at, INDEX),
      ),
      set(at, get(indices)),
      set(end, element(indices, loadI32(element(starts, get(rows))))),
      whileTrue(
        lessThan(get(at), get(end)),
        set(slot, element(toStarts, loadI32(get(at)))),
        storeI32(get(slot), add(loadI32(get(slot), 2 * INDEX), i32(1)), 2 * INDEX),
        increase(at, INDEX),
      ),
      set(at, get(toStarts)),
      set(end, element(toStarts, add(get(columns), i32(2)))),
      whileTrue(
        lessThan(get(at), get(end)),
        set(sum, add(get(sum), loadI32(get(at)))),
        storeI32(get(at), get(sum)),
        increase(at, INDEX),
      ),
      whileTrue(
        lessThan(get(row), get(rows)),
        set(n, loadI32(element(starts, get(row)))),
        set(rowEnd, loadI32(element(starts, get(row)), INDEX)),
        whileTrue(
          lessThan(get(n), get(rowEnd)),
          set(slot, element(toStarts, loadI32(element(indices, get(n))))),
          set(at, loadI32(get(slot), INDEX)),
          storeI32(get(slot), add(get(at), i32(1)), INDEX),
          storeI32(element(toIndices, get(at)), get(row)),
          scalar.store(
            add(get(toValues), multiply(get(at), i32(scalar.bytes))),
            scalar.load(add(get(values), multiply(get(n), i32(scalar.bytes)))),
          ),
          increase(n, 1),
        ),
        increase(row, 1),
      ),
    ),
  };
}

/** Parameters: rows, columns; the addresses of a matrix and of its transpose. */
function transposeMatrix({ scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(4).fill("i32"));
  const [rows, columns, from, to] = f.parameters as Tuple<Local, 4>;
  const column = f.local("i32");
  const target = f.local("i32");
  const stride = f.local("i32");
  return {
    name: "transposeMatrix",
    parameterTypes: f.parameterTypes,
    code: f.finish(
      set(stride, multiply(get(rows), i32(scalar.bytes))),
      whileTrue(
        get(rows),
        set(target, get(to)),
        set(column, get(columns)),
        whileTrue(
          get(column),
          scalar.store(get(target), scalar.load(get(from))),
          increase(from, scalar.bytes),
          increase(target, get(stride)),
          increase(column, -1),
        ),
        increase(to, scalar.bytes),
        increase(rows, -1),
      ),
    ),
  };
}

/**
 * The eight partial sums of a sum of squares.
 *
 * Parameters: how many numbers, a multiple of 8; their address; that of the sums.
 */
function sumSquares({ vector, scalar, lanes }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(3).fill("i32"));
  const [count, from, to] = f.parameters as Tuple<Local, 3>;
  const end = f.local("i32");
  const x = f.local("v128");
  const sums = Array.from({ length: PARTIAL_SUMS / lanes }, () => f.local("v128"));
  return {
    name: "sumSquares",
    parameterTypes: f.parameterTypes,
    code: f.finish(
      set(end, add(get(from), multiply(get(count), i32(scalar.bytes)))),
      whileTrue(
        lessThan(get(from), get(end)),
        ...sums.flatMap((sum, k) => [
          set(x, loadVector(get(from), k * vector.bytes)),
          set(sum, vector.add(get(sum), vector.multiply(get(x), get(x)))),
        ]),
        increase(from, PARTIAL_SUMS * scalar.bytes),
      ),
      ...sums.map((sum, k) => storeVector(get(to), get(sum), k * vector.bytes)),
    ),
  };
}
