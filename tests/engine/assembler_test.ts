import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  add,
  assembleModule,
  bitAnd,
  bitOr,
  countOnes,
  FunctionBuilder,
  get,
  i32,
  increase,
  lessThan,
  loadI32,
  type Local,
  multiply,
  set,
  shiftLeft,
  shiftRight,
  storeI32,
  subtract,
  unsigned,
  whileTrue,
} from "../../lib/engine/wasm/assembler.ts";

/** Runs a function of two integers that stores its result at address 0. */
function run(a: number, b: number, body: (f: FunctionBuilder, a: Local, b: Local) => number[][]) {
  const f = new FunctionBuilder(["i32", "i32"]);
  const [x, y] = f.parameters as [Local, Local];
  const module = assembleModule([f.finish("f", ...body(f, x, y))], 1);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory } });
  (instance.exports.f as (a: number, b: number) => void)(a, b);
  return new Int32Array(memory.buffer)[0]!;
}

const store = (value: readonly number[]): number[] => [...storeI32(i32(0), value)];
const INTEGER = fc.integer();

Deno.test("constants of any size survive", () => {
  fc.assert(fc.property(INTEGER, (value) => {
    assertEquals(run(0, 0, () => [store(i32(value))]), value);
  }));
  assertEquals(unsigned(624485), [0xe5, 0x8e, 0x26]); // The example of the LEB128 articles.
});

Deno.test("integer operations are those of 32-bit arithmetic", () => {
  fc.assert(fc.property(INTEGER, INTEGER, (a, b) => {
    const of = (operation: (x: readonly number[], y: readonly number[]) => readonly number[]) =>
      run(a, b, (_, x, y) => [store(operation(get(x), get(y)))]);
    assertEquals(of(add), (a + b) | 0);
    assertEquals(of(subtract), (a - b) | 0);
    assertEquals(of(multiply), Math.imul(a, b));
    assertEquals(of(bitAnd), a & b);
    assertEquals(of(shiftLeft), a << b);
    assertEquals(of(shiftRight), (a >>> b) | 0);
    assertEquals(of(lessThan), a >>> 0 < b >>> 0 ? 1 : 0);
    assertEquals(of(bitOr), a | b);
    assertEquals(of((x) => countOnes(x)), (a >>> 0).toString(2).replaceAll("0", "").length);
  }));
});

Deno.test("loops repeat while their condition holds", () => {
  const sum = (count: number) =>
    run(count, 0, (f, end) => {
      const [i, total] = [f.local("i32"), f.local("i32")];
      return [
        [...whileTrue(
          lessThan(get(i), get(end)),
          set(total, add(get(total), get(i))),
          increase(i, 1),
        )],
        store(get(total)),
      ];
    });
  assertEquals([sum(0), sum(1), sum(5)], [0, 0, 10]);
});

Deno.test("memory is read and written at an address plus an offset", () => {
  const value = run(64, 7, (_, address, number) => [
    [...storeI32(get(address), get(number), 8)],
    store(loadI32(i32(8), 64)),
  ]);
  assertEquals(value, 7);
});
