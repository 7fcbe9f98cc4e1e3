import { allocateMatrix, type Backend } from "../../lib/engine/matrix/backend.ts";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import type { Matrix } from "../../lib/engine/matrix/matrix.ts";
import { CsrMatrix } from "../../lib/engine/matrix/csr_matrix.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import { ceilingLoop } from "./ceiling.ts";
import type { ModeFigures } from "./modes.ts";
import { median, timeInTurns, withSpread } from "./timing.ts";

/** A product as it occurs in training: batch by inputs by outputs. */
interface Product {
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
  /** The share of the left factor that is not zero. */
  readonly density: number;
}

/** Hidden layers as training meets them, without zeros, and the first layer. */
const PRODUCTS: readonly Product[] = [
  { batch: 100, inputs: 50, outputs: 50, density: 0.45 },
  { batch: 100, inputs: 100, outputs: 100, density: 0.45 },
  { batch: 100, inputs: 300, outputs: 300, density: 0.45 },
  { batch: 100, inputs: 300, outputs: 300, density: 1 },
  { batch: 100, inputs: 784, outputs: 100, density: 0.19 },
];

/** The figures of one product in one format. */
export interface ProductFigures extends Product {
  readonly dtype: Dtype;
  /** Milliseconds of one call, by contender; "ceiling" takes as many flops as a dense product. */
  readonly milliseconds: Readonly<Record<string, readonly number[]>>;
}

/** Times the products with every backend, a naive triple loop, and the ceiling. */
export function timeProducts(dtype: Dtype, vectorBits: VectorBits): ProductFigures[] {
  const ceiling = ceilingLoop(dtype, vectorBits);
  const backends = {
    blocked: blockedBackend(dtype),
    fastest: fastestBackend(dtype, { vectorBits }),
  };
  return PRODUCTS.map((product) => {
    const times = timeInTurns([
      { name: "ceiling", run: ceiling.run },
      { name: "naive", run: naiveProduct(product, dtype) },
      ...Object.entries(backends).map(([name, backend]) => ({
        name,
        run: affineOf(backend, product),
      })),
    ]);
    const flops = 2 * product.batch * product.inputs * product.outputs;
    times.set("ceiling", times.get("ceiling")!.map((ms) => ms * flops / ceiling.flops));
    return { ...product, dtype, milliseconds: Object.fromEntries(times) };
  });
}

/** One line of text for each product: what every mode reaches. */
export function describeProducts(modes: ModeFigures<readonly ProductFigures[]>): string[] {
  return modes.checked.flatMap((checked, k) => {
    const { dtype, batch, inputs, outputs, density } = checked;
    const speedsOf = ({ milliseconds }: ProductFigures, name: string): number[] =>
      milliseconds[name]!.map((ms) => 2 * batch * inputs * outputs / ms / 1e6);
    const speedOf = (figures: ProductFigures, name: string): number =>
      median(speedsOf(figures, name));
    const [naive, blocked] = ["naive", "blocked"].map((name) => speedOf(checked, name));
    return [
      `${dtype} ${batch} × ${inputs} × ${outputs}, ${
        100 * density
      } % non-zero, GFLOP/s of a dense product: ` +
      `naive ${naive!.toFixed(1)}, blocked ${blocked!.toFixed(1)} (${
        (blocked! / naive!).toFixed(1)
      } × naive)`,
      ...Object.entries(modes).map(([mode, all]) => {
        const figures = all[k]!;
        const ceiling = speedOf(figures, "ceiling");
        const share = 100 * speedOf(figures, "fastest") / ceiling;
        return `  ${mode} mode: ${withSpread(speedsOf(figures, "fastest"), 1)} = ${
          share.toFixed(0)
        } % of the ceiling of ${ceiling.toFixed(1)}; ${
          (density * share).toFixed(0)
        } % counting only what is computed`;
      }),
    ];
  });
}

function leftFactor({ batch, inputs, density }: Product): Float64Array {
  const random = new RandomState(1);
  return Float64Array.from(
    { length: batch * inputs },
    () => random.rand() < density ? random.rand() + 0.1 : 0,
  );
}

function affineOf(backend: Backend, product: Product): () => void {
  const { batch, inputs, outputs } = product;
  const left: Matrix = allocateMatrix(backend, batch, inputs);
  left.values.set(leftFactor(product));
  const weight = allocateMatrix(backend, inputs, outputs);
  weight.values.fill(0.5);
  const bias = allocateMatrix(backend, 1, outputs);
  const out = allocateMatrix(backend, batch, outputs);
  const sparse = new CsrMatrix(backend);
  backend.toCsr(left, sparse);
  return () => backend.affine(sparse, weight, bias, out, false);
}

/** Three loops over numbers, as anyone would write them first. */
function naiveProduct(product: Product, dtype: Dtype): () => void {
  const { batch, inputs, outputs } = product;
  const NumberArray = dtype === "f64" ? Float64Array : Float32Array;
  const a = NumberArray.from(leftFactor(product));
  const b = new NumberArray(inputs * outputs).fill(0.5);
  const out = new NumberArray(batch * outputs);
  return () => {
    for (let i = 0; i < batch; i++) {
      for (let j = 0; j < outputs; j++) {
        let sum = 0;
        for (let k = 0; k < inputs; k++) sum += a[i * inputs + k]! * b[k * outputs + j]!;
        out[i * outputs + j] = sum;
      }
    }
  };
}
