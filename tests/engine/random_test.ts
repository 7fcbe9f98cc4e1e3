import { assert, assertEquals, assertThrows } from "@std/assert";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import golden from "../golden/math.json" with { type: "json" };

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

function choose(random: RandomState, from: number, count: number): number[] {
  const out = new Uint32Array(count);
  random.choice(from, out);
  return [...out];
}

/** Gaussians may differ in the last place, because NumPy calls the C library's log. */
function assertGaussians(actual: number[], expected: readonly number[]): void {
  actual.forEach((value, i) => {
    const unit = Math.abs(expected[i]!) * 2 ** -52;
    assert(Math.abs(value - expected[i]!) <= unit, `${value} is not ${expected[i]}`);
  });
}

for (const stream of golden.streams) {
  Deno.test(`RandomState(${stream.seed}) draws what NumPy draws, in any mixture`, () => {
    const random = new RandomState(stream.seed);
    assertEquals(draw(5, () => random.rand()), stream.rand);
    // An odd number of Gaussians leaves one waiting for the next call.
    assertGaussians(draw(7, () => random.randn()), stream.randn);
    assertEquals(choose(random, 60000, 20), stream.choice60000);
    assertEquals(choose(random, 300, 20), stream.choice300);
    assertEquals(choose(random, 1, 3), stream.choice1);
    assertGaussians(draw(1000, () => random.randn()).slice(-3), stream.randnAgain);
    assertEquals(draw(1000, () => random.rand()).slice(-3), stream.randAgain);
    assertEquals(choose(random, 2 ** 32, 3), stream.choicePower);
  });
}

Deno.test("RandomState() refuses what NumPy refuses", () => {
  for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
    assertThrows(() => new RandomState(seed), RangeError, "Cannot seed");
  }
  // A string is shown as one: Cannot seed the generator with "1".
  const text = "1" as unknown as number;
  assertThrows(() => new RandomState(text), RangeError, 'Cannot seed the generator with "1":');
  assertThrows(() => choose(new RandomState(0), 0, 1), RangeError, "Cannot choose");
});

Deno.test("shuffle() draws for any number of values what it draws for as many bytes", () => {
  const bytes = Uint8Array.from({ length: 200 }, (_, i) => i);
  const numbers = Array.from({ length: 200 }, (_, i) => i);
  new RandomState(3).shuffle(bytes);
  new RandomState(3).shuffle(numbers);
  assertEquals(numbers, [...bytes]);
  const many = Uint32Array.from({ length: 1000 }, (_, i) => i);
  new RandomState(3).shuffle(many);
  assertEquals([...many].sort((a, b) => a - b), Array.from({ length: 1000 }, (_, i) => i));
});

Deno.test("shuffle() gives NumPy's order, of more than a byte can count, too", () => {
  // np.random.seed(s); a = np.arange(100000); np.random.shuffle(a); a[:4], a[-4:]
  const numpy = {
    0: [3582, 60498, 53227, 21333, 45891, 42613, 43567, 68268],
    3: [79528, 53876, 9777, 6167, 59011, 77049, 67224, 71530],
  };
  for (const [seed, expected] of Object.entries(numpy)) {
    const many = Uint32Array.from({ length: 100_000 }, (_, i) => i);
    new RandomState(Number(seed)).shuffle(many);
    assertEquals([...many.subarray(0, 4), ...many.subarray(-4)], expected);
  }
  // The same of a list and of floats.
  const list = Array.from({ length: 300 }, (_, i) => i);
  new RandomState(0).shuffle(list);
  assertEquals(list.slice(0, 6), [208, 188, 12, 221, 239, 136]);
  const floats = Float64Array.from({ length: 1000 }, (_, i) => i + 0.5);
  new RandomState(3).shuffle(floats);
  assertEquals([...floats.subarray(0, 5)], [642.5, 762.5, 909.5, 199.5, 586.5]);
});

Deno.test("randn() has mean 0 and variance 1", () => {
  const random = new RandomState(7);
  const values = draw(100_000, () => random.randn());
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + x * x, 0) / values.length;
  assert(Math.abs(mean) < 0.01 && Math.abs(variance - 1) < 0.02);
});
