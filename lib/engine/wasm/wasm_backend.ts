import type { Backend } from "../matrix/backend.ts";
import { type Dtype, rounding, type Values } from "../matrix/dtype.ts";
import { checkProduct, type Matrix } from "../matrix/matrix.ts";
import type { NonZeros } from "../matrix/non_zeros.ts";
import { SCALED_PIXELS } from "../matrix/plain_non_zeros.ts";
import { addInPairs, addSquares } from "../matrix/plain_operations.ts";
import { checkCount, checkKeys } from "../settings.ts";
import { Arena, MOST_MEGABYTES } from "./arena.ts";
import { assembleModule } from "./assembler.ts";
import { combineRows } from "./combine_rows.ts";
import { formulaKernels } from "./formulas.ts";
import { LANES } from "./lanes.ts";
import { listKernels, PARTIAL_SUMS } from "./list_kernels.ts";

/** Settings of {@linkcode wasmBackend}. */
export interface WasmOptions {
  /**
   * The size of its memory, 1..4096; default 256. Only what is used takes up real
   * memory; a network and its training need about 40 bytes a weight.
   */
  readonly megabytes?: number;
}

const DEFAULT_MEGABYTES = 256;

type Kernel = (...parameters: number[]) => void;

/** Compiled modules by what they contain: compiling is the same for every backend. */
const modules = new Map<string, WebAssembly.Module>();

/**
 * Whether WebAssembly with 128-bit vectors can be used here. A page may know it and yet
 * not be allowed to compile it, which only trying tells.
 */
export function hasWasmSimd(): boolean {
  try {
    return new WebAssembly.Module(assembleModule(listKernels(LANES.f64), 1)) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The backend in WebAssembly with 128-bit vectors. Its kernels are put together
 * here, at run time, by a small assembler: no binary has to be trusted, and
 * kernels are made for the number of columns that they are used with. Multiply
 * and add are separate instructions, so the bits are those of the reference.
 *
 * Matrices live in the backend's own memory: use {@linkcode allocateMatrix}.
 *
 * @throws {RangeError} if the memory asked for cannot be had
 */
export function wasmBackend(dtype: Dtype, options: WasmOptions = {}): Backend {
  return backendWith(dtype, megabytesOf(options), []);
}

/**
 * The size of the memory that some options ask for, in megabytes.
 *
 * @throws {RangeError} if they ask for what cannot be
 */
export function megabytesOf(options: WasmOptions): number {
  checkKeys("make a backend with", "options", options, ["megabytes"]);
  const { megabytes = DEFAULT_MEGABYTES } = options;
  checkCount("make a memory of % megabytes", megabytes, 1, MOST_MEGABYTES);
  return megabytes;
}

/** @param released forks that were given back, to be used again */
function backendWith(dtype: Dtype, megabytes: number, released: Backend[]): Backend {
  const round = rounding(dtype);
  const lanes = LANES[dtype];
  const arena = new Arena(dtype, megabytes);
  const { memory, pages } = arena;

  const instantiate = (
    key: string,
    functions: () => Parameters<typeof assembleModule>[0],
  ): Record<string, Kernel> => {
    const name = `${key} ${dtype} ${pages}`;
    let module = modules.get(name);
    if (module === undefined) {
      module = new WebAssembly.Module(assembleModule(functions(), pages));
      modules.set(name, module);
    }
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return exports as unknown as Record<string, Kernel>;
  };
  const kernels = instantiate(
    "fixed",
    () => [...listKernels(lanes), ...formulaKernels(lanes)],
  );
  const products = new Map<number, Record<string, Kernel>>();
  /** The products whose right factor has rows of some length. */
  const productsFor = (columns: number): Record<string, Kernel> => {
    let found = products.get(columns);
    if (found === undefined) {
      found = instantiate(`columns ${columns}`, () => [
        combineRows("combine", lanes, columns, "none"),
        combineRows("affine", lanes, columns, "bias"),
        combineRows("affineRectify", lanes, columns, "bias-rectify"),
      ]);
      products.set(columns, found);
    }
    return found;
  };

  const table = arena.numbers(SCALED_PIXELS.length);
  table.set(SCALED_PIXELS);
  const partialSums = arena.numbers(PARTIAL_SUMS);
  arena.keep();
  // Scratch space, which grows with what it is used for.
  let transpose = arena.numbers(0);
  let pixels = arena.bytes(0);
  let copies = arena.numbers(0);

  const addressOf = (array: Values | Int32Array | Uint8Array): number => arena.addressOf(array);
  const rowSizes = ({ rows, columns }: { rows: number; columns: number }): number[] => {
    const rowBytes = columns * lanes.bytes;
    return [rows, rowBytes, rowBytes - rowBytes % lanes.vector.bytes];
  };
  /** Applies a formula along arrays of the same length. */
  const along = (name: string, arrays: readonly Values[], ...scalars: number[]): void =>
    kernels[name]!(
      ...rowSizes({ rows: 1, columns: arrays[0]!.length }),
      ...arrays.map(addressOf),
      ...scalars,
    );
  /** Applies a formula along the rows of a matrix, and of others of its shape. */
  const byRow = (
    name: string,
    matrix: Matrix,
    others: readonly Values[],
    ...scalars: number[]
  ): void =>
    kernels[name]!(
      ...rowSizes(matrix),
      ...[matrix.values, ...others].map(addressOf),
      ...scalars,
    );
  const listOf = ({ starts, indices, values }: NonZeros): number[] =>
    [starts, indices, values].map(addressOf);
  const combine = (
    name: string,
    left: NonZeros,
    right: Values,
    out: Matrix,
    bias = 0,
  ): void =>
    productsFor(out.columns)[name]!(
      out.rows,
      ...listOf(left),
      addressOf(right),
      addressOf(out.values),
      bias,
    );

  return {
    name: "wasm",
    dtype,
    round,
    allocate: (length) => arena.numbers(length),
    allocateIntegers: (length) => arena.integers(length),
    fork: () => released.pop() ?? forkOf(dtype, megabytes, released),
    release() {
      arena.release();
      transpose = arena.numbers(0);
      pixels = arena.bytes(0);
      copies = arena.numbers(0);
    },

    findNonZeros(matrix, into) {
      into.reserve(matrix.rows, matrix.columns);
      let { values } = matrix;
      if (!arena.holds(values)) {
        if (copies.length < values.length) copies = arena.numbers(values.length);
        copies.set(values);
        values = copies;
      }
      kernels.findNonZeros!(matrix.rows, matrix.columns, addressOf(values), ...listOf(into));
    },
    findNonZeroPixels(bytes, rows, columns, into) {
      into.reserve(rows, columns);
      const length = rows * columns;
      if (pixels.length < length) pixels = arena.bytes(length);
      pixels.set(bytes.subarray(0, length));
      kernels.findNonZeroPixels!(
        rows,
        columns,
        addressOf(pixels),
        ...listOf(into),
        addressOf(table),
      );
    },
    affine(a, b, bias, out, rectify) {
      checkProduct("A B", a, b, out, [a.rows, b.columns], [a.columns, b.rows]);
      const name = rectify ? "affineRectify" : "affine";
      combine(name, a, b.values, out, addressOf(bias.values));
    },
    multiplyTransposedA(a, b, out) {
      checkProduct("A^T B", a, b, out, [a.columns, b.columns], [a.rows, b.rows]);
      const turned = a.transposed;
      kernels.transposeNonZeros!(a.rows, a.columns, ...listOf(a), ...listOf(turned));
      combine("combine", turned, b.values, out);
    },
    multiplyTransposedB(a, b, out) {
      checkProduct("A B^T", a, b, out, [a.rows, b.rows], [a.columns, b.columns]);
      if (transpose.length < b.values.length) transpose = arena.numbers(b.values.length);
      kernels.transposeMatrix!(b.rows, b.columns, addressOf(b.values), addressOf(transpose));
      combine("combine", a, transpose, out);
    },

    rectify: (x) => along("rectify", [x]),
    maskInactive: (gradient, output) => along("maskInactive", [gradient, output]),
    scale: (x, factor) => along("scale", [x], factor),
    addScaled: (x, factor, other) => along("addScaled", [x, other], factor),
    sumRows(matrix, out) {
      out.fill(0);
      byRow("sumRows", matrix, [out]);
    },
    sumOfSquares(x) {
      const whole = x.length - x.length % PARTIAL_SUMS;
      kernels.sumSquares!(whole, addressOf(x), addressOf(partialSums));
      const sums = Float64Array.from(partialSums);
      addSquares(x, whole, sums, round);
      return addInPairs(sums, round);
    },

    sgd: (w, g, rate) => along("sgd", [w, g], rate),
    momentum: (w, g, v, ...settings) => along("momentum", [w, g, v], ...settings),
    adagrad: (w, g, h, ...settings) => along("adagrad", [w, g, h], ...settings),
    rmsprop: (w, g, h, ...settings) => along("rmsprop", [w, g, h], ...settings),
    rmspropAsWritten: (w, g, h, ...settings) => along("rmspropAsWritten", [w, g, h], ...settings),
    adam: (w, g, m, v, ...settings) => along("adam", [w, g, m, v], ...settings),

    centre(x, mean, centred, squares) {
      squares.fill(0);
      byRow("centre", x, [centred, mean, squares]);
    },
    normalise: (x, mean, deviation, normalised, gamma, beta) =>
      byRow("normalise", x, [normalised, mean, deviation, gamma, beta]),
    normaliseBackward(x, gamma, deviation, variance, centred, normalised, dgamma, sums) {
      dgamma.fill(0);
      sums.fill(0);
      byRow("normaliseBackward", x, [
        ...[centred, normalised],
        ...[gamma, deviation, variance, dgamma, sums],
      ]);
    },
    addScaledByRow: (x, factor, centred, row) => byRow("addScaledByRow", x, [centred, row], factor),
    subtractRow: (x, row) => byRow("subtractRow", x, [row]),
  };
}

/** A backend that is given to the next fork when it is released. */
function forkOf(dtype: Dtype, megabytes: number, released: Backend[]): Backend {
  const inner = backendWith(dtype, megabytes, []);
  const fork: Backend = {
    ...inner,
    release() {
      inner.release!();
      if (!released.includes(fork)) released.push(fork);
    },
  };
  return fork;
}
