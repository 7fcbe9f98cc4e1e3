/** Numbers of a document are compared in steps of what it prints, and in nothing else. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { RECORDED } from "../../lib/documents/dnn-from-scratch-notebook/recorded.ts";
import { placeRecorded } from "../../lib/verdict/placement.ts";
import { printedSteps } from "../../lib/verdict/printed.ts";
import { madeUpRun, runsEndingAt } from "../support/runs.ts";

/**
 * The same by exact arithmetic: a double is a whole number of 2^-1074, so whatever it
 * is compared with can be one, too.
 */
function exactSteps(value: number, perUnit: bigint): number {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0]!;
  const exponent = bits >> 52n;
  const fraction = bits & ((1n << 52n) - 1n);
  const units = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  const one = 1n << 1074n;
  const [steps, rest] = [units * perUnit / one, (units * perUnit % one) * 2n];
  const up = rest > one || (rest === one && steps % 2n === 1n);
  return Number(steps + (up ? 1n : 0n));
}

Deno.test("every accuracy of 10,000 images is counted in the steps that Python prints", () => {
  for (const [step, perUnit] of [[0.001, 1000n], [0.01, 100n]] as const) {
    for (let k = 0; k <= 10_000; k++) {
      assertEquals(printedSteps(k / 10_000, step), exactSteps(k / 10_000, perUnit), `${k} ${step}`);
    }
  }
});

Deno.test("accuracies of 60,000 and of 300 images, and their neighbours, are counted alike", () => {
  for (let k = 0; k <= 60_000; k += 7) {
    assertEquals(printedSteps(k / 60_000, 0.001), exactSteps(k / 60_000, 1000n));
  }
  for (let k = 0; k <= 300; k++) {
    for (const value of [k / 300, k / 300 + Number.EPSILON, Math.abs(k / 300 - Number.EPSILON)]) {
      assertEquals(printedSteps(value, 0.001), exactSteps(value, 1000n));
    }
  }
});

Deno.test("half-way cases are as Python's round has them", () => {
  // From Python: round(x, 3) and round(x, 2).
  for (const [x, thousandths] of [[0.0625, 62], [0.1875, 188], [0.9385, 939], [0.2855, 285]]) {
    assertEquals(printedSteps(x!, 0.001), thousandths, String(x));
  }
  for (
    const [x, hundredths] of [[0.125, 12], [0.375, 38], [0.285, 28], [0.575, 57], [0.57, 57]]
  ) {
    assertEquals(printedSteps(x!, 0.01), hundredths, String(x));
  }
  for (const [x, units] of [[0.5, 0], [1.5, 2], [2.5, 2], [-0.5, 0], [-1.5, -2]]) {
    assert(printedSteps(x!, 1) === units, String(x)); // -0 is 0 here.
  }
  assertThrows(() => printedSteps(0.5, 0.02), RangeError, "Cannot count in steps of 0.02");
  assertThrows(() => printedSteps(NaN, 0.01), RangeError, "Cannot count NaN");
});

Deno.test("every number of the document is a whole number of its steps", () => {
  for (const { checkpoints = [], prose, step } of Object.values(RECORDED)) {
    const values = [...checkpoints.flat(), ...(prose === undefined ? [] : [prose])];
    for (const value of values) {
      if (value === null) continue;
      assert(Math.abs(printedSteps(value, step) * step - value) < 1e-12, String(value));
    }
  }
});

Deno.test("seeds that end at exactly what the document prints are never told apart from it", () => {
  for (const step of [0.001, 0.01]) {
    for (let steps = 0; steps <= 1 / step; steps++) {
      const value = steps / Math.round(1 / step);
      const prose = placeRecorded({ prose: value, step }, runsEndingAt(Array(30).fill(value)))!;
      assertEquals(
        [prose.finding, prose.percentile, prose.curve.rank],
        ["one of our seeds", 0.5, 31],
        String(value),
      );
    }
  }
});

Deno.test("every accuracy that is printed as the document's is a tie with it, in both directions", () => {
  for (let k = 0; k <= 10_000; k++) {
    const value = k / 10_000;
    const recorded = printedSteps(value, 0.01) / 100;
    const placed = placeRecorded(
      { prose: recorded, step: 0.01 },
      runsEndingAt(Array(3).fill(value)),
    )!;
    assertEquals([placed.percentile, placed.curve.rank], [0.5, 4], String(value));
  }
});

Deno.test("a run with fewer checkpoints than the document shows is refused, not a crash", () => {
  const runs = [0, 1, 2].map((seed) => madeUpRun({ seed, checkpoints: [0.1] }));
  assertThrows(
    () => placeRecorded({ checkpoints: [[0.1, 0.1], [0.2, 0.2]], step: 0.001 }, runs),
    RangeError,
    "it shows 2 checkpoints, a run has 1",
  );
});
