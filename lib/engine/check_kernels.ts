import { LAYERS } from "./layers/mod.ts";
import { allocateMatrix, type Backend } from "./matrix/backend.ts";
import { CsrMatrix } from "./matrix/csr_matrix.ts";
import { ADD_SCALED, type Formula } from "./matrix/formula.ts";
import type { Matrix } from "./matrix/matrix.ts";
import { referenceBackend } from "./matrix/reference_backend.ts";
import { OPTIMIZERS } from "./optimizers/optimizer.ts";
import { RandomState } from "./random/random_state.ts";

/** Every formula there is: of layers, of optimizers, and of networks. */
export const FORMULAS: readonly Formula[] = [
  ...new Set<Formula>([
    ...LAYERS.flatMap(({ formulas }) => formulas),
    ...OPTIMIZERS.map(({ update }) => update),
    ADD_SCALED,
  ]),
];

/** Widths of layers, among them those of the documents, and sizes around the edges of vectors. */
const WIDTHS = [1, 2, 3, 5, 7, 10, 30, 50, 53, 100, 300];
/** The shapes of products: rows and terms, and the numbers of the left and right factors. */
const PRODUCTS = [
  [3, 9, "special", "special"],
  [3, 300, "sparse", "dense"],
  [2, 300, "dense", "dense"],
] as const;
/** What arithmetic can trip over: zeros of both signs, subnormals, huge, tiny, not finite. */
const SPECIAL = [0, -0, 5e-324, -1e-310, 1e-40, 1e150, -1e-150, 3e38, Infinity, -Infinity, NaN];

/** Random numbers, a prime number of each kind. */
const NUMBERS = {
  sparse: randomNumbers(0.2, 0),
  dense: randomNumbers(1, 0),
  /** With special ones among them, and zeros; long sums of them would all be NaN. */
  special: randomNumbers(0.6, 0.05),
};

function randomNumbers(density: number, specials: number): Float64Array {
  const random = new RandomState(1);
  return Float64Array.from({ length: 1009 }, () => {
    if (random.rand() >= density) return 0;
    if (random.rand() >= specials) return random.randn();
    return SPECIAL[Math.floor(random.rand() * SPECIAL.length)]!;
  });
}

/** Computes something with a backend. */
type Use = (backend: Backend) => Iterable<number>;

/**
 * Compares every kernel of a backend with the plain code of the reference, on random
 * numbers with special ones among them. Takes about a tenth of a second; worth it where an
 * unusual compiler makes the code, such as V8 with experimental flags.
 *
 * @param backend its memory is left as it is, if it can be forked
 * @throws {Error} that names the first kernel that differs in a bit
 */
export function checkKernels(backend: Backend): void {
  const reference = referenceBackend(backend.dtype);
  const checked = backend.fork?.() ?? backend;
  try {
    for (const [name, use] of uses()) {
      const [found, expected] = [[...use(checked)], [...use(reference)]];
      const areSame = found.every((x, i) => Object.is(x, expected[i]));
      if (areSame && found.length === expected.length) continue;
      throw new Error(
        `Cannot compute with the backend ${backend.name}: its kernel ${name} does not give the bits of the reference here; start without flags of V8, and report what machine this is`,
      );
    }
  } finally {
    if (checked !== backend) checked.release?.();
  }
}

/** Uses of every kernel, by its name. */
function* uses(): Generator<[kernel: string, use: Use]> {
  yield [
    "sumOfSquares",
    (backend) =>
      [0, 7, 8, 100].map((length) => backend.sumOfSquares(draw(backend, 1, length).values)),
  ];
  for (const columns of WIDTHS) {
    yield ["toCsr", (backend) => elements(toCsr(backend, draw(backend, 3, columns)))];
    yield ["pixelsToCsr", (backend) => {
      const csr = new CsrMatrix(backend);
      const pixels = Uint8Array.from({ length: 3 * columns }, (_, i) => NUMBERS.sparse[i]! * 100);
      backend.pixelsToCsr(pixels, 3, columns, csr);
      return elements(csr);
    }];
    for (const formula of FORMULAS) yield [formula.name, useFormula(formula, columns)];
    for (const [rows, terms, ofLeft, ofRight] of PRODUCTS) {
      const use = (
        multiply: (
          backend: Backend,
          out: Matrix,
          left: (rows: number, columns: number) => CsrMatrix,
        ) => void,
      ): Use =>
      (backend) => {
        const out = allocateMatrix(backend, rows, columns);
        out.values.fill(NaN); // What was there must not matter.
        multiply(
          backend,
          out,
          (rows, columns) => toCsr(backend, draw(backend, rows, columns, ofLeft)),
        );
        return out.values;
      };
      for (const rectify of [false, true]) {
        yield [
          "affine",
          use((backend, out, left) => {
            const [right, bias] = [
              draw(backend, terms, columns, ofRight),
              draw(backend, 1, columns),
            ];
            backend.affine(left(rows, terms), right, bias, out, rectify);
          }),
        ];
      }
      yield [
        "multiplyTransposedA",
        use((backend, out, left) =>
          backend.multiplyTransposedA(
            left(terms, rows),
            draw(backend, terms, columns, ofRight),
            out,
          )
        ),
      ];
      yield [
        "multiplyTransposedB",
        use((backend, out, left) =>
          backend.multiplyTransposedB(
            left(rows, terms),
            draw(backend, columns, terms, ofRight),
            out,
          )
        ),
      ];
    }
  }
}

function useFormula(formula: Formula, columns: number): Use {
  return (backend) => {
    const operands = Array.from(
      { length: formula.matrices + formula.rows },
      (_, k) => draw(backend, k < formula.matrices ? 3 : 1, columns, "special", 100 * k).values,
    );
    const scalars = Array.from({ length: formula.scalars }, (_, k) => backend.round(0.3 + k));
    backend.kernel(formula)(...[...operands, ...scalars] as never[]);
    return operands.flatMap((values) => [...values]);
  };
}

/** @param first where in the random numbers to begin */
function draw(
  backend: Backend,
  rows: number,
  columns: number,
  density: keyof typeof NUMBERS = "special",
  first = 0,
): Matrix {
  const matrix = allocateMatrix(backend, rows, columns);
  const numbers = NUMBERS[density];
  for (let i = 0; i < matrix.values.length; i++) {
    matrix.values[i] = numbers[(first + i) % numbers.length]!;
  }
  return matrix;
}

function toCsr(backend: Backend, matrix: Matrix): CsrMatrix {
  const csr = new CsrMatrix(backend);
  backend.toCsr(matrix, csr);
  return csr;
}

function elements({ rows, starts, indices, values }: CsrMatrix): number[] {
  const count = starts[rows]!;
  return [
    ...starts.subarray(0, rows + 1),
    ...indices.subarray(0, count),
    ...values.subarray(0, count),
  ];
}
