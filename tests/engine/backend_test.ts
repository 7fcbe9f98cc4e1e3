import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { FORMULAS } from "../../lib/engine/check_kernels.ts";
import { RECTIFY } from "../../lib/engine/layers/relu.ts";
import { allocateMatrix, type Backend } from "../../lib/engine/matrix/backend.ts";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import { type Dtype, DTYPES, type Values } from "../../lib/engine/matrix/dtype.ts";
import type { Matrix } from "../../lib/engine/matrix/matrix.ts";
import { CsrMatrix } from "../../lib/engine/matrix/csr_matrix.ts";
import { referenceBackend } from "../../lib/engine/matrix/reference_backend.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import { wasmBackend, type WasmOptions } from "../../lib/engine/wasm/wasm_backend.ts";

/** The backends that must equal the reference. */
const BACKENDS: readonly ((dtype: Dtype) => Backend)[] = [
  blockedBackend,
  wasmBackend,
  (dtype) => wasmBackend(dtype, { vectorBits: 256 }),
];
const PRODUCTS = ["affine", "multiplyTransposedA", "multiplyTransposedB"] as const;

/** Sizes around the edges of vectors, panels and blocks. */
const SIZE = fc.oneof(
  fc.constantFrom(1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 26, 27, 31, 52, 53, 99, 100, 101),
  fc.integer({ min: 1, max: 40 }),
);

/** The same for what a product sums over, up to more than one part. */
const TERMS = fc.oneof({ weight: 9, arbitrary: SIZE }, { weight: 1, arbitrary: fc.constant(300) });

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
          fc.property(SIZE, TERMS, SIZE, fc.boolean(), fc.nat(), (m, k, n, rectify, seed) => {
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
              out.values.fill(NaN); // What was there must not matter.
              const csr = new CsrMatrix(backend);
              backend.toCsr(a, csr);
              if (product === "affine") {
                backend.affine(csr, b, matrixOf(backend, 1, n, sourceBias), out, rectify);
              } else {
                backend[product](csr, b, out);
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
            const found = new CsrMatrix(backend);
            const list = () => {
              const count = found.starts[rows]!;
              return {
                starts: [...found.starts.subarray(0, rows + 1)],
                indices: [...found.indices.subarray(0, count)],
                values: bits(found.values.subarray(0, count)),
              };
            };
            backend.toCsr(matrixOf(backend, rows, columns, source), found);
            const ofMatrix = list();
            backend.pixelsToCsr(pixels, rows, columns, found);
            return [ofMatrix, list()];
          };
          assertEquals(run(fast), run(reference));
          fast.release?.();
        }),
        { numRuns: 40, seed: 2 },
      );
    });

    for (const formula of FORMULAS) {
      Deno.test(`${fast.name} ${formula.name} equals the plain formula bit for bit, ${dtype}`, () => {
        const { matrices, rows: rowVectors, scalars } = formula;
        fc.assert(
          fc.property(SIZE, SIZE, fc.nat(), (rows, columns, seed) => {
            const run = (backend: Backend): string[] => {
              const random = new RandomState(seed);
              const arrays = (count: number, length: number): Values[] =>
                Array.from({ length: count }, () => {
                  const values = backend.allocate(length);
                  values.set(randomValues(length, random));
                  return values;
                });
              const operands = [
                ...arrays(matrices, rows * columns),
                ...arrays(rowVectors, columns),
              ];
              const numbers = Array.from({ length: scalars }, () => backend.round(random.randn()));
              backend.kernel(formula)(...[...operands, ...numbers] as never[]);
              return operands.flatMap(bits);
            };
            assertEquals(run(fast), run(reference));
            fast.release?.();
          }),
          { numRuns: 25, seed: 3 },
        );
      });
    }

    Deno.test(`${fast.name} sums squares as the reference does, ${dtype}`, () => {
      fc.assert(
        fc.property(fc.nat({ max: 300 }), fc.nat(), (length, seed) => {
          const source = randomValues(length, new RandomState(seed));
          const run = (backend: Backend): number =>
            backend.sumOfSquares(matrixOf(backend, 1, length, source).values);
          assertEquals(run(fast), run(reference));
          fast.release?.();
        }),
        { numRuns: 50, seed: 4 },
      );
    });
  }
}

Deno.test("every pixel is scaled to float32(pixel) / float32(255) by every backend", () => {
  const pixels = Uint8Array.from({ length: 256 }, (_, pixel) => pixel);
  for (const create of [...BACKENDS, referenceBackend]) {
    for (const dtype of DTYPES) {
      const backend = create(dtype);
      const csr = new CsrMatrix(backend);
      backend.pixelsToCsr(pixels, 1, 256, csr);
      assertEquals(
        [...csr.values.subarray(0, 255)],
        Array.from({ length: 255 }, (_, k) => Math.fround(Math.fround(k + 1) / 255)),
      );
    }
  }
});

Deno.test("products of shapes that do not fit are refused by every backend", () => {
  for (const create of [...BACKENDS, referenceBackend]) {
    const backend = create("f64");
    const matrix = allocateMatrix(backend, 2, 3);
    const csr = new CsrMatrix(backend);
    backend.toCsr(matrix, csr);
    const message = "Cannot multiply";
    assertThrows(
      () => backend.affine(csr, matrix, matrix, matrix, false),
      RangeError,
      message,
    );
    assertThrows(() => backend.multiplyTransposedA(csr, matrix, matrix), RangeError, message);
    assertThrows(() => backend.multiplyTransposedB(csr, matrix, matrix), RangeError, message);
  }
});

Deno.test("a zero on the left skips whatever is on the right", () => {
  for (const create of [...BACKENDS, referenceBackend]) {
    const backend = create("f64");
    const a = matrixOf(backend, 1, 2, Float64Array.of(0, 2));
    const b = matrixOf(backend, 2, 1, Float64Array.of(Infinity, 3));
    const [bias, out] = [allocateMatrix(backend, 1, 1), allocateMatrix(backend, 1, 1)];
    const csr = new CsrMatrix(backend);
    backend.toCsr(a, csr);
    backend.affine(csr, b, bias, out, false);
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
  const csr = new CsrMatrix(backend);
  backend.toCsr(foreign, csr);
  assertEquals([csr.indices[0], csr.values[0]], [1, 3]);
  const rectify = backend.kernel(RECTIFY);
  assertThrows(() => rectify(foreign.values, foreign.values), RangeError, "allocate them with it");
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
    assertThrows(() => create("f64", misspelt), RangeError, "choose from megabytes, vectorBits");
    for (const megabytes of [0, 1.5, NaN, 4097]) {
      assertThrows(() => create("f64", { megabytes }), RangeError, "from 1 to 4096");
    }
    for (const vectorBits of [64, 512, "256", null]) {
      const options = { vectorBits } as WasmOptions;
      assertThrows(() => create("f64", options), RangeError, "choose 128 or 256");
    }
  }
});
