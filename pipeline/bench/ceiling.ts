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
import { INSTRUCTIONS } from "../../lib/engine/wasm/arithmetic.ts";

/** Independent sums, enough to hide the latency of multiply and add. */
const SUMS = 12;
const ROUNDS = 2000;

/** A loop of multiplies and adds in registers alone: what no kernel can beat. */
export function ceilingLoop(dtype: Dtype): { readonly run: () => void; readonly flops: number } {
  const { vector, lanes } = INSTRUCTIONS[dtype];
  const f = new FunctionBuilder(["i32", "i32"]);
  const [rounds, address] = f.parameters as [Local, Local];
  const [x, y] = [f.local("v128"), f.local("v128")];
  const sums = Array.from({ length: SUMS }, () => f.local("v128"));
  const loop = f.finish(
    "ceiling",
    set(x, loadVector(get(address))),
    set(y, loadVector(get(address), 16)),
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
  return { run: () => ceiling(ROUNDS, 0), flops: ROUNDS * SUMS * lanes * 2 };
}
