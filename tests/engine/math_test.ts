import { assert, assertEquals, assertThrows } from "@std/assert";
import { exp } from "../../lib/engine/math/exp.ts";
import { integerPower } from "../../lib/engine/math/integer_power.ts";
import { log } from "../../lib/engine/math/log.ts";
import golden from "../golden/math.json" with { type: "json" };

/** The distance of two doubles of the same sign, counted in representable numbers. */
function unitsApart(a: number, b: number): number {
  const bits = new BigInt64Array(new Float64Array([a, b]).buffer);
  const distance = bits[0]! - bits[1]!;
  return Number(distance < 0n ? -distance : distance);
}

Deno.test("log() is correctly rounded at all golden points", () => {
  for (const [x, expected] of golden.log) assertEquals(log(x!), expected, `log(${x})`);
});

Deno.test("exp() is within one unit of the golden points, and nearly always equal", () => {
  let unequal = 0;
  for (const [x, expected] of golden.exp) {
    const units = unitsApart(exp(x!), expected!);
    assert(units <= 1, `exp(${x}) is ${units} units off`);
    unequal += units;
  }
  assert(unequal <= golden.exp.length / 100, `${unequal} of ${golden.exp.length} are unequal`);
});

Deno.test("log() and exp() treat the ends of the range as IEEE 754 asks", () => {
  assertEquals([log(0), log(-1), log(NaN), log(Infinity), log(1)], [
    -Infinity,
    NaN,
    NaN,
    Infinity,
    0,
  ]);
  assertEquals([exp(-Infinity), exp(-746), exp(Infinity), exp(710), exp(0)], [
    0,
    0,
    Infinity,
    Infinity,
    1,
  ]);
  assert(Number.isNaN(exp(NaN)));
});

Deno.test("integerPower() equals Python's ** to the last digit", () => {
  for (const [base, exponent, expected] of golden.powers) {
    assertEquals(integerPower(base!, exponent!), expected);
  }
  assertThrows(() => integerPower(2, 0.5), RangeError, "Cannot raise to the power");
});
