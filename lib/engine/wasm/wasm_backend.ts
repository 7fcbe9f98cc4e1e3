import type { Backend } from "../matrix/backend.ts";
import type { CsrMatrix } from "../matrix/csr_matrix.ts";
import { type Dtype, rounding, type Values } from "../matrix/dtype.ts";
import type { Formula, Kernel, KernelOf } from "../matrix/formula.ts";
import { checkProduct, type Matrix } from "../matrix/matrix.ts";
import { addInPairs, addSquares, PARTIAL_SUMS } from "../matrix/plain_backend.ts";
import { checkCount, checkKeys, show } from "../settings.ts";
import { Arena, MOST_MEGABYTES } from "./arena.ts";
import { INSTRUCTIONS, type VectorBits } from "./arithmetic.ts";
import { type AssembledFunction, assembleModule } from "./assembler.ts";
import { CHUNK, csrKernels, INDEX, PACKINGS } from "./csr_kernels.ts";
import { blockBytes, csrTimesDense, type Epilogue } from "./csr_times_dense.ts";
import { formulaKernel } from "./formula_kernel.ts";

/** Settings of {@linkcode wasmBackend}. */
export interface WasmOptions {
  /**
   * The size of its memory, 1..4096; default 256. Only what is used takes up real
   * memory; a network and its training need about 40 bytes a weight.
   */
  readonly megabytes?: number;
  /**
   * The width that its kernels are written for, 128 or 256; default 128. It changes the
   * speed, never a bit. 256 is faster only where V8 was started with
   * `--experimental-wasm-revectorize --no-wasm-bounds-checks`, on x64 with AVX2, and
   * slower elsewhere.
   */
  readonly vectorBits?: VectorBits;
}

const VECTOR_BITS: readonly VectorBits[] = [128, 256];

/**
 * With 256 bits, a product goes through its right factor in parts, so that what a block
 * reads of it stays in the nearest cache: this many bytes. Where most of the left factor
 * is zero, a row of the output reads few of them, and larger parts are faster.
 */
const PART_BYTES = { dense: 32 << 10, sparse: 104 << 10 };
/** Up to this share of non-zeros, a left factor counts as sparse. */
const SPARSE = 0.3;

/** The kernels of products: those whose sums begin at 0, and those whose sums go on. */
const RESUMED: Readonly<Record<Epilogue, string>> = {
  "none": "none, resumed",
  "bias": "bias, resumed",
  "bias-rectify": "bias-rectify, resumed",
};
const EPILOGUES = Object.keys(RESUMED) as readonly Epilogue[];

/** The functions of a module; all take numbers. */
type Functions = Readonly<Record<string, (...parameters: number[]) => void>>;

/** Compiled modules by what they contain, then by format and memory, for all backends. */
const modules = new Map<unknown, Map<string, WebAssembly.Module>>();

/**
 * Whether WebAssembly with 128-bit vectors can be used here. A page may have it and yet
 * forbid compiling, which only trying shows.
 */
export function hasWasmSimd(): boolean {
  try {
    return new WebAssembly.Module(assembleModule(csrKernels(INSTRUCTIONS.f64), 1)) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The backend in WebAssembly with 128-bit vectors. A small assembler makes its kernels
 * at run time: there is no binary to trust, and a product's kernel is made for the
 * number of columns that it is used with. Multiply and add are separate instructions, so
 * the bits are those of the reference.
 *
 * Matrices live in the backend's own memory: use {@linkcode allocateMatrix}.
 *
 * @throws {RangeError} if there is not enough memory
 */
export function wasmBackend(dtype: Dtype, options: WasmOptions = {}): Backend {
  return backendWith(dtype, completeWasmOptions(options), []);
}

/**
 * Fills in the options that are left out.
 *
 * @throws {RangeError} if they ask for something impossible
 */
export function completeWasmOptions(options: WasmOptions): Required<WasmOptions> {
  checkKeys("make a backend with", "options", options, ["megabytes", "vectorBits"]);
  const { megabytes = 256, vectorBits = 128 } = options;
  checkCount("make a memory of % megabytes", megabytes, 1, MOST_MEGABYTES);
  if (!VECTOR_BITS.includes(vectorBits)) {
    throw new RangeError(
      `Cannot compute with vectors of ${show(vectorBits)} bits: choose 128 or 256`,
    );
  }
  return { megabytes, vectorBits };
}

/** @param released forks that were released, to be used again */
function backendWith(
  dtype: Dtype,
  options: Required<WasmOptions>,
  released: Backend[],
): Backend {
  const { megabytes, vectorBits } = options;
  const round = rounding(dtype);
  const instructions = INSTRUCTIONS[dtype];
  const { scalar, vector } = instructions;
  const arena = new Arena(dtype, megabytes);
  const { memory, pages } = arena;

  /** @param content what tells the functions from others */
  const instantiate = (
    content: unknown,
    functions: () => readonly AssembledFunction[],
  ): Functions => {
    let compiled = modules.get(content);
    if (compiled === undefined) modules.set(content, compiled = new Map());
    const variant = `${dtype} ${pages} ${vectorBits}`;
    let module = compiled.get(variant);
    if (module === undefined) {
      module = new WebAssembly.Module(assembleModule(functions(), pages));
      compiled.set(variant, module);
    }
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return exports as unknown as Functions;
  };
  const csr = instantiate("csr", () => csrKernels(instructions));
  const products = new Map<number, Functions>();
  /** The products whose right factor has some number of columns. */
  const productsFor = (columns: number): Functions => {
    let found = products.get(columns);
    if (found === undefined) {
      found = instantiate(
        columns,
        () =>
          EPILOGUES.flatMap((epilogue) => [
            csrTimesDense(epilogue, instructions, columns, vectorBits, epilogue, false),
            csrTimesDense(RESUMED[epilogue], instructions, columns, vectorBits, epilogue, true),
          ]),
      );
      products.set(columns, found);
    }
    return found;
  };
  const kernels = new Map<Formula, Kernel>();

  const packings = arena.bytes(PACKINGS.length);
  packings.set(PACKINGS);
  const partialSums = arena.numbers(PARTIAL_SUMS);
  arena.keep();
  // Scratch arrays, which grow with what they are used for.
  let transpose = arena.numbers(0);
  let pixels = arena.bytes(0);
  let copies = arena.numbers(0);
  let bounds = arena.integers(0);

  const addressOf = (array: Values | Int32Array | Uint8Array): number => arena.addressOf(array);
  const addressesOf = ({ starts, indices, values }: CsrMatrix): number[] =>
    [starts, indices, values].map(addressOf);
  /** In how many parts a product goes through the rows of its right factor. */
  function partsOf({ rows, columns, starts }: CsrMatrix, outputs: number): number {
    if (vectorBits === 128) return 1;
    const isSparse = starts[rows]! <= SPARSE * rows * columns;
    const bytes = columns * blockBytes(outputs, instructions, vectorBits);
    return Math.max(1, Math.round(bytes / PART_BYTES[isSparse ? "sparse" : "dense"]));
  }
  /** out = left right, and what follows; all terms at once, or those of some rows of right. */
  function multiply(
    left: CsrMatrix,
    right: Values,
    out: Matrix,
    epilogue: Epilogue = "none",
    bias = 0,
  ): void {
    const { rows, columns } = left;
    const run = productsFor(out.columns);
    const starts = addressOf(left.starts);
    const indices = addressOf(left.indices);
    const values = addressOf(left.values);
    const parts = partsOf(left, out.columns);
    if (parts > 1) {
      const length = (parts - 1) * rows;
      if (bounds.length < length) bounds = arena.integers(length);
      const width = Math.ceil(columns / parts);
      csr.splitRows!(rows, parts, width, starts, indices, addressOf(bounds));
    }
    for (let part = 0; part < parts; part++) {
      const isLast = part === parts - 1;
      const ending = isLast ? epilogue : "none";
      run[part > 0 ? RESUMED[ending] : ending]!(
        rows,
        part === 0 ? starts : addressOf(bounds) + (part - 1) * rows * INDEX,
        isLast ? starts + INDEX : addressOf(bounds) + part * rows * INDEX,
        indices,
        values,
        addressOf(right),
        addressOf(out.values),
        bias,
      );
    }
  }

  return {
    name: vectorBits === 128 ? "wasm" : "wasm-256",
    dtype,
    round,
    allocate: (length) => arena.numbers(length),
    allocateIntegers: (length) => arena.integers(length),
    fork: () => released.pop() ?? forkOf(dtype, options, released),
    release() {
      arena.release();
      transpose = arena.numbers(0);
      pixels = arena.bytes(0);
      copies = arena.numbers(0);
      bounds = arena.integers(0);
    },

    toCsr(matrix, out) {
      out.reserve(matrix.rows, matrix.columns);
      let { values } = matrix;
      if (!arena.holds(values)) {
        if (copies.length < values.length) copies = arena.numbers(values.length);
        copies.set(values);
        values = copies;
      }
      csr.toCsr!(
        matrix.rows,
        matrix.columns,
        addressOf(values),
        ...addressesOf(out),
        addressOf(packings),
      );
    },
    pixelsToCsr(bytes, rows, columns, out) {
      out.reserve(rows, columns);
      const length = rows * columns;
      if (pixels.length < length + CHUNK) pixels = arena.bytes(length + CHUNK);
      pixels.set(bytes.subarray(0, length));
      csr.pixelsToCsr!(rows, columns, addressOf(pixels), ...addressesOf(out), addressOf(packings));
    },
    affine(a, b, bias, out, rectify) {
      checkProduct("A B", a, b, out);
      multiply(a, b.values, out, rectify ? "bias-rectify" : "bias", addressOf(bias.values));
    },
    multiplyTransposedA(a, b, out) {
      checkProduct("A^T B", a, b, out);
      const { transposed } = a;
      csr.transposeCsr!(a.rows, a.columns, ...addressesOf(a), ...addressesOf(transposed));
      multiply(transposed, b.values, out);
    },
    multiplyTransposedB(a, b, out) {
      checkProduct("A B^T", a, b, out);
      if (transpose.length < b.values.length) transpose = arena.numbers(b.values.length);
      csr.transposeMatrix!(b.rows, b.columns, addressOf(b.values), addressOf(transpose));
      multiply(a, transpose, out);
    },
    sumOfSquares(x) {
      const whole = x.length - x.length % PARTIAL_SUMS;
      csr.sumSquares!(whole, addressOf(x), addressOf(partialSums));
      const sums = Float64Array.from(partialSums);
      addSquares(x, whole, sums, round);
      return addInPairs(sums, round);
    },

    kernel<F extends Formula>(formula: F) {
      let kernel = kernels.get(formula);
      if (kernel === undefined) {
        const { name, matrices, rows } = formula;
        const run = instantiate(
          formula,
          () => [formulaKernel(formula, instructions, vectorBits)],
        )[name]!;
        /** The same array for every call: training allocates nothing. */
        const parameters: number[] = [];
        kernel = (...operands: (Values | number)[]) => {
          const { length } = operands[0] as Values;
          const columns = rows === 0 ? length : (operands[matrices] as Values).length;
          const rowBytes = columns * scalar.bytes;
          parameters[0] = length / columns;
          parameters[1] = rowBytes;
          parameters[2] = rowBytes - rowBytes % vector.bytes;
          for (let k = 0; k < operands.length; k++) {
            const operand = operands[k]!;
            parameters[3 + k] = typeof operand === "number" ? operand : addressOf(operand);
          }
          run(...parameters);
        };
        kernels.set(formula, kernel);
      }
      return kernel as KernelOf<F>;
    },
  };
}

/** A backend that, once released, is the next fork. */
function forkOf(dtype: Dtype, options: Required<WasmOptions>, released: Backend[]): Backend {
  const inner = backendWith(dtype, options, []);
  const fork: Backend = {
    ...inner,
    release() {
      inner.release!();
      if (!released.includes(fork)) released.push(fork);
    },
  };
  return fork;
}
