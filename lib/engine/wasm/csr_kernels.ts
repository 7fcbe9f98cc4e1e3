import { PARTIAL_SUMS } from "../matrix/plain_backend.ts";
import { type Arithmetic, INSTRUCTIONS, type Instructions } from "./arithmetic.ts";
import {
  add,
  addI32s,
  type AssembledFunction,
  bitAnd,
  bitOr,
  byteMask,
  bytesDiffer,
  bytesToSingles,
  type Code,
  countDown,
  countOnes,
  countTo,
  FunctionBuilder,
  get,
  i32,
  ifTrue,
  increase,
  lessThan,
  loadFourBytes,
  loadI32,
  loadVector,
  type Local,
  multiply,
  set,
  shiftLeft,
  shiftRight,
  singlesToDoubles,
  splatI32,
  storeI32,
  storeVector,
  subtract,
  swizzle,
  type Tuple,
  vectorOf,
  whileTrue,
  ZERO_VECTOR,
} from "./assembler.ts";

/** The bytes of an index or a start. */
export const INDEX = 4;
/** How many pixels are read at once. */
export const CHUNK = 16;

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

/** How many elements are collected at once. */
const FOUR = 4;

/**
 * For each set of lanes, the bytes of a vector that bring these lanes together at its
 * beginning: of four lanes, then of two.
 */
export const PACKINGS: Uint8Array = Uint8Array.from(
  [4, 2].flatMap((lanes) =>
    Array.from({ length: 1 << lanes }, (_, set) => {
      const chosen = [0, 1, 2, 3].filter((lane) => set >> lane & 1);
      const bytes = 16 / lanes;
      return Array.from({ length: lanes }, (_, k) => chosen[k] ?? 0)
        .flatMap((lane) => Array.from({ length: bytes }, (_, byte) => lane * bytes + byte));
    }).flat()
  ),
);

/** Brings the lanes of a set together at the beginning of a vector. */
const pack = (a: Code, set: Code, packings: Local, lanes: number): Code =>
  swizzle(
    a,
    loadVector(add(get(packings), shiftLeft(set, i32(4))), lanes === 2 ? 16 << FOUR : 0),
  );

/** The columns 0 to 3. */
const FIRST_COLUMNS = vectorOf([0, 1, 2, 3].flatMap((column) => [column, 0, 0, 0]));
/** What moves the upper half of a vector to the lower. */
const UPPER_HALF = vectorOf(Array.from({ length: 16 }, (_, k) => 8 + k));

/**
 * Collects the non-zero elements of a matrix, four at a time. All four are written to the
 * end of the list, those that are not zero first; then it grows by as many as these are.
 * So there is no branch to mispredict.
 *
 * Parameters: rows, columns; the addresses of the matrix, starts, indices, values and of
 * the packings.
 */
function toCsr({ lanes, vector, scalar, mask }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(7).fill("i32"));
  const [rows, columns, from, starts, indices, values, packings] = f.parameters as Tuple<Local, 7>;
  const [column, wholeColumns, isNonZero, index, value, lanesSet, allSet] = f.integers(7);
  const element = f.local(scalar.type);
  const columnNumbers = f.local("v128");
  const parts = Array.from({ length: FOUR / lanes }, () => f.local("v128"));
  const count = shiftRight(subtract(get(index), get(indices)), i32(2));
  return f.finish(
    "toCsr",
    set(index, get(indices)),
    set(value, get(values)),
    set(wholeColumns, bitAnd(get(columns), i32(-FOUR))),
    countDown(
      rows,
      storeI32(get(starts), count),
      set(column, i32(0)),
      set(columnNumbers, FIRST_COLUMNS),
      countTo(
        get(wholeColumns),
        column,
        FOUR,
        set(allSet, i32(0)),
        ...parts.flatMap((part, k) => [
          set(part, vector.load(get(from), k * vector.bytes)),
          set(lanesSet, mask(vector.differ(get(part), vector.zero))),
          vector.store(get(value), pack(get(part), get(lanesSet), packings, lanes)),
          increase(value, multiply(countOnes(get(lanesSet)), i32(scalar.bytes))),
          set(allSet, bitOr(get(allSet), shiftLeft(get(lanesSet), i32(k * lanes)))),
        ]),
        storeVector(get(index), pack(get(columnNumbers), get(allSet), packings, FOUR)),
        increase(index, shiftLeft(countOnes(get(allSet)), i32(2))),
        set(columnNumbers, addI32s(get(columnNumbers), splatI32(i32(FOUR)))),
        increase(from, FOUR * scalar.bytes),
      ),
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
 * Collects the non-zero pixels of images, scaled to pixel / 255 in single precision: 16
 * are compared with zero at once, and unless all are zero, collected as in toCsr.
 *
 * Parameters: rows, columns; the addresses of the pixels, of which 16 more than there are
 * can be read, of starts, indices, values and of the packings.
 */
function pixelsToCsr({ lanes, scalar }: Instructions): AssembledFunction {
  const f = new FunctionBuilder(Array(7).fill("i32"));
  const [rows, columns, from, starts, indices, values, packings] = f.parameters as Tuple<Local, 7>;
  const [column, wholeColumns, index, value, nonZeros, four, count] = f.integers(7);
  const [scaled, divisor] = [f.local("v128"), f.local("v128")];
  const { vector: singles } = INSTRUCTIONS.f32;
  const pixel = add(get(from), get(column));
  const written: readonly Code[] = lanes === FOUR
    ? [storeVector(get(value), get(scaled))]
    : [get(scaled), swizzle(get(scaled), UPPER_HALF)].map((half, k) =>
      storeVector(get(value), singlesToDoubles(half), 16 * k)
    );
  const collectFour = (k: number): Code[] => [
    set(four, bitAnd(shiftRight(get(nonZeros), i32(FOUR * k)), i32((1 << FOUR) - 1))),
    set(scaled, singles.divide(bytesToSingles(loadFourBytes(pixel, FOUR * k)), get(divisor))),
    set(scaled, pack(get(scaled), get(four), packings, FOUR)),
    ...written,
    storeVector(
      get(index),
      pack(
        addI32s(splatI32(add(get(column), i32(FOUR * k))), FIRST_COLUMNS),
        get(four),
        packings,
        FOUR,
      ),
    ),
    set(count, countOnes(get(four))),
    increase(index, shiftLeft(get(count), i32(2))),
    increase(value, multiply(get(count), i32(scalar.bytes))),
  ];
  const findNonZeros = set(nonZeros, byteMask(bytesDiffer(loadVector(pixel), ZERO_VECTOR)));
  const collect = ifTrue(get(nonZeros), ...[0, 1, 2, 3].flatMap(collectFour));
  const listed = shiftRight(subtract(get(index), get(indices)), i32(2));
  return f.finish(
    "pixelsToCsr",
    set(index, get(indices)),
    set(value, get(values)),
    set(divisor, singles.splat([0x43, 0x00, 0x00, 0x7f, 0x43])), // 255
    set(wholeColumns, bitAnd(get(columns), i32(-CHUNK))),
    countDown(
      rows,
      storeI32(get(starts), listed),
      set(column, i32(0)),
      countTo(get(wholeColumns), column, CHUNK, findNonZeros, collect),
      ifTrue(
        lessThan(get(column), get(columns)),
        findNonZeros,
        // Without those of the next row.
        set(
          nonZeros,
          bitAnd(
            get(nonZeros),
            subtract(shiftLeft(i32(1), subtract(get(columns), get(column))), i32(1)),
          ),
        ),
        collect,
      ),
      increase(from, get(columns)),
      increase(starts, INDEX),
    ),
    storeI32(get(starts), listed),
  );
}

/** How many elements are stepped over at once; there is room for one more after the last. */
const STRIDE = 7;

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
            lessThan(add(get(n), i32(STRIDE)), get(end)),
            lessThan(loadI32(integerAt(indices, get(n)), STRIDE * INDEX), get(limit)),
          ),
          increase(n, STRIDE),
        ),
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
