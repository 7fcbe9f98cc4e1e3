import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import {
  assembleModule,
  FunctionBuilder,
  get,
  increase,
  loadVector,
  type Local,
  set,
  storeVector,
  whileTrue,
} from "../../lib/engine/wasm/assembler.ts";
import { INSTRUCTIONS, type VectorBits } from "../../lib/engine/wasm/arithmetic.ts";

/** Independent sums in registers, enough to hide the latency of multiply and add. */
const SUMS = 12;
const ROUNDS = 2000;

/** A loop of multiplies and adds in registers alone: what no kernel can beat. */
export function ceilingLoop(
  dtype: Dtype,
  vectorBits: VectorBits,
): { readonly run: () => void; readonly flops: number } {
  const count = SUMS * vectorBits / 128;
  const { vector, lanes } = INSTRUCTIONS[dtype];
  const f = new FunctionBuilder(["i32", "i32"]);
  const [rounds, address] = f.parameters as [Local, Local];
  const [x, y] = [f.local("v128"), f.local("v128")];
  const sums = Array.from({ length: count }, () => f.local("v128"));
  const loop = f.finish(
    "ceiling",
    set(x, vector.loadOne(get(address))),
    set(y, vector.loadOne(get(address), 16)),
    ...sums.map((sum, k) => set(sum, loadVector(get(address), 32 + 16 * k))),
    whileTrue(
      get(rounds),
      ...sums.map((sum) => set(sum, vector.add(get(x), vector.multiply(get(sum), get(y))))),
      increase(rounds, -1),
    ),
    // Or there would be nothing to compute.
    ...sums.map((sum, k) => storeVector(get(address), get(sum), 32 + 16 * k)),
  );
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const numbers = dtype === "f64"
    ? new Float64Array(memory.buffer)
    : new Float32Array(memory.buffer);
  numbers.fill(0.5);
  const module = new WebAssembly.Module(
    assembleModule([loop], 1),
  );
  const { ceiling } = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as {
    ceiling: (rounds: number, address: number) => void;
  };
  return { run: () => ceiling(ROUNDS, 0), flops: ROUNDS * count * lanes * 2 };
}
