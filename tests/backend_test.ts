import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { allocateMatrix, type Backend } from "../lib/engine/matrix/backend.ts";
import { blockedBackend } from "../lib/engine/matrix/blocked_backend.ts";
import { type Dtype, DTYPES } from "../lib/engine/matrix/dtype.ts";
import type { Matrix } from "../lib/engine/matrix/matrix.ts";
import { referenceBackend } from "../lib/engine/matrix/reference_backend.ts";
import { RandomState } from "../lib/engine/random/random_state.ts";

/** The backends that must equal the reference. */
const BACKENDS: readonly ((dtype: Dtype) => Backend)[] = [blockedBackend];
const PRODUCTS = ["multiply", "multiplyTransposedA", "multiplyTransposedB"] as const;

/** Sizes around the edges of panels and blocks. */
const SIZE = fc.oneof(
  fc.constantFrom(1, 2, 3, 7, 8, 9, 16, 17, 31, 99, 100, 101),
  fc.integer({ min: 1, max: 40 }),
);

/** Values that trip arithmetic up: zeros of both signs, subnormals, huge and tiny. */
const ODD = [0, -0, 5e-324, -1e-310, 1e-40, 1e150, -1e-150, 3e38, 1];

function fill(matrix: Matrix, random: RandomState): void {
  for (let i = 0; i < matrix.values.length; i++) {
    const choice = random.rand();
    if (choice < 0.4) matrix.values[i] = 0;
    else if (choice < 0.5) matrix.values[i] = ODD[Math.floor(random.rand() * ODD.length)]!;
    else matrix.values[i] = random.randn();
  }
}

/** The bits of a matrix; NaN may have any payload, so it counts as one. */
function bits(matrix: Matrix): string[] {
  return Array.from(matrix.values, (value) => Object.is(value, -0) ? "-0" : String(value));
}

for (const create of BACKENDS) {
  for (const dtype of DTYPES) {
    const fast = create(dtype);
    for (const product of PRODUCTS) {
      Deno.test(`${fast.name} ${product} equals the reference bit for bit, ${dtype}`, () => {
        fc.assert(
          fc.property(SIZE, SIZE, SIZE, fc.nat(), (m, k, n, seed) => {
            const random = new RandomState(seed);
            const run = (backend: Backend): string[] => {
              const [rowsA, columnsA] = product === "multiplyTransposedA" ? [k, m] : [m, k];
              const [rowsB, columnsB] = product === "multiplyTransposedB" ? [n, k] : [k, n];
              const a = allocateMatrix(backend, rowsA, columnsA);
              const b = allocateMatrix(backend, rowsB, columnsB);
              const out = allocateMatrix(backend, m, n);
              a.values.set(data.a.subarray(0, a.values.length));
              b.values.set(data.b.subarray(0, b.values.length));
              out.values.fill(NaN); // Whatever was there must not matter.
              backend[product](a, b, out);
              return bits(out);
            };
            const source = (length: number): Float64Array => {
              const matrix = { rows: 1, columns: length, values: new Float64Array(length) };
              fill(matrix, random);
              return matrix.values;
            };
            const data = { a: source(m * k), b: source(k * n) };
            assertEquals(run(fast), run(referenceBackend(dtype)));
          }),
          { numRuns: 60, seed: 1 },
        );
      });
    }
  }
}

Deno.test("products of shapes that do not fit are refused by every backend", () => {
  for (const create of [...BACKENDS, referenceBackend]) {
    const backend = create("f64");
    const a = allocateMatrix(backend, 2, 3);
    for (const product of PRODUCTS) {
      assertThrows(() => backend[product](a, a, a), RangeError, "Cannot multiply");
    }
  }
});

Deno.test("a zero on the left skips whatever is on the right", () => {
  const backend = referenceBackend("f64");
  const out = allocateMatrix(backend, 1, 1);
  backend.multiply(
    { rows: 1, columns: 2, values: new Float64Array([0, 2]) },
    { rows: 2, columns: 1, values: new Float64Array([Infinity, 3]) },
    out,
  );
  assertEquals(out.values[0], 6);
});
