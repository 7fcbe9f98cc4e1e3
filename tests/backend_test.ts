import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { allocateMatrix, type Backend, type Operations } from "../lib/engine/matrix/backend.ts";
import { blockedBackend } from "../lib/engine/matrix/blocked_backend.ts";
import { type Dtype, DTYPES, type Values } from "../lib/engine/matrix/dtype.ts";
import type { Matrix } from "../lib/engine/matrix/matrix.ts";
import { NonZeros } from "../lib/engine/matrix/non_zeros.ts";
import { referenceBackend } from "../lib/engine/matrix/reference_backend.ts";
import { RandomState } from "../lib/engine/random/random_state.ts";
import { fastestBackend } from "../lib/engine/wasm/fastest_backend.ts";
import { wasmBackend, type WasmOptions } from "../lib/engine/wasm/wasm_backend.ts";

/** The backends that must equal the reference. */
const BACKENDS: readonly ((dtype: Dtype) => Backend)[] = [blockedBackend, wasmBackend];
const PRODUCTS = ["affine", "multiplyTransposedA", "multiplyTransposedB"] as const;

/** Sizes around the edges of vectors, panels and blocks. */
const SIZE = fc.oneof(
  fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 26, 27, 31, 52, 53, 99, 100, 101),
  fc.integer({ min: 1, max: 40 }),
);

/** Values that trip arithmetic up: zeros of both signs, subnormals, huge, tiny, not finite. */
const ODD = [0, -0, 5e-324, -1e-310, 1e-40, 1e150, -1e-150, 3e38, 1, Infinity, -Infinity, NaN];

function randomValues(length: number, random: RandomState): Float64Array {
  return Float64Array.from({ length }, () => {
    const choice = random.rand();
    if (choice < 0.4) return 0;
    return choice < 0.5 ? ODD[Math.floor(random.rand() * ODD.length)]! : random.randn();
  });
}

/** The bits of numbers; NaN may have any payload, so it counts as one. */
function bits(values: Values): string[] {
  return Array.from(values, (value) => Object.is(value, -0) ? "-0" : String(value));
}

function matrixOf(backend: Backend, rows: number, columns: number, source: Float64Array): Matrix {
  const matrix = allocateMatrix(backend, rows, columns);
  matrix.values.set(source.subarray(0, rows * columns));
  return matrix;
}

for (const create of BACKENDS) {
  for (const dtype of DTYPES) {
    const fast = create(dtype);
    const reference = referenceBackend(dtype);

    for (const product of PRODUCTS) {
      Deno.test(`${fast.name} ${product} equals the reference bit for bit, ${dtype}`, () => {
        fc.assert(
          fc.property(SIZE, SIZE, SIZE, fc.boolean(), fc.nat(), (m, k, n, rectify, seed) => {
            const random = new RandomState(seed);
            const sourceA = randomValues(m * k, random);
            const sourceB = randomValues(k * n, random);
            const sourceBias = randomValues(n, random);
            const run = (backend: Backend): string[] => {
              const turnedA = product === "multiplyTransposedA";
              const turnedB = product === "multiplyTransposedB";
              const a = matrixOf(backend, turnedA ? k : m, turnedA ? m : k, sourceA);
              const b = matrixOf(backend, turnedB ? n : k, turnedB ? k : n, sourceB);
              const out = allocateMatrix(backend, m, n);
              out.values.fill(NaN); // Whatever was there must not matter.
              const nonZeros = new NonZeros(backend);
              backend.findNonZeros(a, nonZeros);
              if (product === "affine") {
                backend.affine(nonZeros, b, matrixOf(backend, 1, n, sourceBias), out, rectify);
              } else {
                backend[product](nonZeros, b, out);
              }
              return bits(out.values);
            };
            assertEquals(run(fast), run(reference));
            fast.release?.();
          }),
          { numRuns: 60, seed: 1 },
        );
      });
    }

    Deno.test(`${fast.name} finds the non-zeros that the reference finds, ${dtype}`, () => {
      fc.assert(
        fc.property(SIZE, SIZE, fc.nat(), (rows, columns, seed) => {
          const random = new RandomState(seed);
          const source = randomValues(rows * columns, random);
          const pixels = Uint8Array.from(
            { length: rows * columns },
            () => random.rand() < 0.7 ? 0 : Math.floor(random.rand() * 256),
          );
          const run = (backend: Backend) => {
            const found = new NonZeros(backend);
            const list = () => {
              const count = found.starts[rows]!;
              return {
                starts: [...found.starts.subarray(0, rows + 1)],
                indices: [...found.indices.subarray(0, count)],
                values: bits(found.values.subarray(0, count)),
              };
            };
            backend.findNonZeros(matrixOf(backend, rows, columns, source), found);
            const ofMatrix = list();
            backend.findNonZeroPixels(pixels, rows, columns, found);
            return [ofMatrix, list()];
          };
          assertEquals(run(fast), run(reference));
          fast.release?.();
        }),
        { numRuns: 40, seed: 2 },
      );
    });

    Deno.test(`${fast.name} operations equal the reference bit for bit, ${dtype}`, () => {
      fc.assert(
        fc.property(SIZE, SIZE, fc.nat(), (rows, columns, seed) => {
          for (const [name, operate] of Object.entries(OPERATIONS)) {
            const run = (backend: Backend): string[] => {
              const random = new RandomState(seed);
              const numbers = (length: number): Values => {
                const values = backend.allocate(length);
                values.set(randomValues(length, random));
                return values;
              };
              return operate(backend, rows, columns, numbers).flatMap(bits);
            };
            assertEquals(run(fast), run(reference), name);
            fast.release?.();
          }
        }),
        { numRuns: 25, seed: 3 },
      );
    });
  }
}

type Numbers = (length: number) => Values;

/** Every operation on made-up data; returns all that it may have changed. */
const OPERATIONS: Record<
  keyof Operations,
  (b: Backend, rows: number, columns: number, numbers: Numbers) => Values[]
> = {
  rectify: (b, _, n, numbers) => change(numbers(n), (x) => b.rectify(x)),
  maskInactive: (b, _, n, numbers) => change(numbers(n), (x) => b.maskInactive(x, numbers(n))),
  scale: (b, _, n, numbers) => change(numbers(n), (x) => b.scale(x, b.round(0.7))),
  addScaled: (b, _, n, numbers) =>
    change(numbers(n), (x) => b.addScaled(x, b.round(0.1), numbers(n))),
  sumRows: (b, m, n, numbers) => change(numbers(n), (out) => b.sumRows(rowsOf(m, n, numbers), out)),
  sumOfSquares: (b, m, n, numbers) => [Float64Array.of(b.sumOfSquares(numbers(m * n)))],
  sgd: (b, _, n, numbers) => changeAll(2, n, numbers, ([w, g]) => b.sgd(w!, g!, b.round(0.1))),
  momentum: (b, _, n, numbers) =>
    changeAll(3, n, numbers, ([w, g, v]) => b.momentum(w!, g!, v!, b.round(0.1), b.round(0.9))),
  adagrad: (b, _, n, numbers) =>
    changeAll(3, n, numbers, ([w, g, h]) => b.adagrad(w!, g!, h!, b.round(0.1), b.round(1e-7))),
  rmsprop: (b, _, n, numbers) =>
    changeAll(
      3,
      n,
      numbers,
      ([w, g, h]) => b.rmsprop(w!, g!, h!, b.round(0.1), b.round(1e-7), b.round(0.9), b.round(0.1)),
    ),
  rmspropAsWritten: (b, _, n, numbers) =>
    changeAll(
      3,
      n,
      numbers,
      ([w, g, h]) =>
        b.rmspropAsWritten(w!, g!, h!, b.round(0.1), b.round(1e-7), b.round(0.9), b.round(0.1)),
    ),
  adam: (b, _, n, numbers) =>
    changeAll(
      4,
      n,
      numbers,
      ([w, g, m, v]) =>
        b.adam(w!, g!, m!, v!, b.round(0.1), b.round(1e-7), b.round(0.1), b.round(0.001)),
    ),
  centre: (b, m, n, numbers) => {
    const x = rowsOf(m, n, numbers);
    const [centred, squares] = [numbers(m * n), numbers(n)];
    b.centre(x, numbers(n), centred, squares);
    return [centred, squares];
  },
  normalise: (b, m, n, numbers) => {
    const x = rowsOf(m, n, numbers);
    const normalised = numbers(m * n);
    b.normalise(x, numbers(n), numbers(n), normalised, numbers(n), numbers(n));
    return [x.values, normalised];
  },
  normaliseBackward: (b, m, n, numbers) => {
    const x = rowsOf(m, n, numbers);
    const [dgamma, sums] = [numbers(n), numbers(n)];
    const row = () => numbers(n);
    b.normaliseBackward(x, row(), row(), row(), numbers(m * n), numbers(m * n), dgamma, sums);
    return [x.values, dgamma, sums];
  },
  addScaledByRow: (b, m, n, numbers) => {
    const x = rowsOf(m, n, numbers);
    b.addScaledByRow(x, b.round(0.3), numbers(m * n), numbers(n));
    return [x.values];
  },
  subtractRow: (b, m, n, numbers) => {
    const x = rowsOf(m, n, numbers);
    b.subtractRow(x, numbers(n));
    return [x.values];
  },
};

function rowsOf(rows: number, columns: number, numbers: Numbers): Matrix {
  return { rows, columns, values: numbers(rows * columns) };
}

function change(values: Values, by: (values: Values) => void): Values[] {
  by(values);
  return [values];
}

function changeAll(
  count: number,
  length: number,
  numbers: Numbers,
  by: (arrays: Values[]) => void,
): Values[] {
  const arrays = Array.from({ length: count }, () => numbers(length));
  by(arrays);
  return arrays;
}

Deno.test("products of shapes that do not fit are refused by every backend", () => {
  for (const create of [...BACKENDS, referenceBackend]) {
    const backend = create("f64");
    const matrix = allocateMatrix(backend, 2, 3);
    const nonZeros = new NonZeros(backend);
    backend.findNonZeros(matrix, nonZeros);
    const message = "Cannot multiply";
    assertThrows(
      () => backend.affine(nonZeros, matrix, matrix, matrix, false),
      RangeError,
      message,
    );
    assertThrows(() => backend.multiplyTransposedA(nonZeros, matrix, matrix), RangeError, message);
    assertThrows(() => backend.multiplyTransposedB(nonZeros, matrix, matrix), RangeError, message);
  }
});

Deno.test("a zero on the left skips whatever is on the right", () => {
  for (const create of [...BACKENDS, referenceBackend]) {
    const backend = create("f64");
    const a = matrixOf(backend, 1, 2, Float64Array.of(0, 2));
    const b = matrixOf(backend, 2, 1, Float64Array.of(Infinity, 3));
    const [bias, out] = [allocateMatrix(backend, 1, 1), allocateMatrix(backend, 1, 1)];
    const nonZeros = new NonZeros(backend);
    backend.findNonZeros(a, nonZeros);
    backend.affine(nonZeros, b, bias, out, false);
    assertEquals(out.values[0], 6);
  }
});

Deno.test("where WebAssembly is missing, forbidden or has no vectors, typed arrays take over", () => {
  assertEquals(fastestBackend("f64").name, "wasm");
  const { WebAssembly: whole } = globalThis;
  const forbidden = {
    ...whole,
    validate: () => true, // As in a page that may not compile: it knows the code, no more.
    Module: class {
      constructor() {
        throw new whole.CompileError("refused by the page's policy");
      }
    },
  };
  // What compiles and gets no memory, or may not be put together.
  const refusing = (name: "Memory" | "Instance") => ({
    ...whole,
    Module: whole.Module,
    Memory: whole.Memory,
    Instance: whole.Instance,
    [name]: class {
      constructor() {
        throw new RangeError("refused");
      }
    },
  });
  for (
    const instead of [undefined, {}, forbidden, refusing("Memory"), refusing("Instance")]
  ) {
    try {
      Object.assign(globalThis, { WebAssembly: instead });
      assertEquals(fastestBackend("f64").name, "blocked");
      assertThrows(() => fastestBackend("f16" as Dtype), RangeError, "choose from f64, f32");
      assertThrows(() => fastestBackend("f64", { megabytes: 0 }), RangeError, "from 1 to 4096");
    } finally {
      Object.assign(globalThis, { WebAssembly: whole });
    }
  }
});

Deno.test("numbers from elsewhere are copied where that is safe, and refused where not", () => {
  const backend = wasmBackend("f64");
  const foreign = { rows: 1, columns: 2, values: Float64Array.of(0, 3) };
  const nonZeros = new NonZeros(backend);
  backend.findNonZeros(foreign, nonZeros);
  assertEquals([nonZeros.indices[0], nonZeros.values[0]], [1, 3]);
  assertThrows(() => backend.rectify(foreign.values), RangeError, "allocate them with it");
});

Deno.test("WebAssembly's memory is given back and has an end", () => {
  const backend = wasmBackend("f64", { megabytes: 1 });
  for (let i = 0; i < 5; i++) {
    assert(backend.allocate(100_000).every((value) => value === 0));
    backend.allocate(10).fill(1);
    backend.release!();
  }
  assertThrows(
    () => backend.allocate(200_000),
    RangeError,
    "make the backend with more than 1 megabytes",
  );
});

Deno.test("a backend refuses names and settings that it does not know", () => {
  for (const create of [fastestBackend, wasmBackend, blockedBackend, referenceBackend]) {
    for (const dtype of ["f16", "float64", "constructor", undefined]) {
      assertThrows(() => create(dtype as Dtype), RangeError, "choose from f64, f32");
    }
  }
  const misspelt = { megabyte: 1 } as WasmOptions;
  for (const create of [fastestBackend, wasmBackend]) {
    assertThrows(() => create("f64", misspelt), RangeError, "choose from megabytes");
    for (const megabytes of [0, 1.5, NaN, 4097]) {
      assertThrows(() => create("f64", { megabytes }), RangeError, "from 1 to 4096");
    }
  }
});
