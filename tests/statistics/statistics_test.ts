import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { holm } from "../../lib/statistics/holm.ts";
import { normalQuantile } from "../../lib/statistics/normal.ts";
import { detectableDifference, pairsNeeded, summarisePaired } from "../../lib/statistics/paired.ts";
import { signTest, wilsonInterval } from "../../lib/statistics/share.ts";
import { tQuantile, tTail, tTwoSided } from "../../lib/statistics/student_t.ts";
import { interquartileMean } from "../../lib/statistics/summary.ts";
import golden from "../golden/statistics.json" with { type: "json" };

/** Equal within a relative difference, or both as good as 0. */
function assertClose(actual: number, expected: number, what: string, relative = 1e-11): void {
  const near = Math.abs(actual - expected) <= relative * Math.abs(expected) + 1e-300;
  assert(near, `${what}: ${actual} instead of ${expected}`);
}

Deno.test("tTail() and tQuantile() give SciPy's values", () => {
  for (const [t, degrees, expected] of golden.tTails as number[][]) {
    assertClose(tTail(t!, degrees!), expected!, `tTail(${t}, ${degrees})`);
  }
  for (const [p, degrees, expected] of golden.tQuantiles as number[][]) {
    // SciPy 1.10's own quantiles are good to 3e-9; the closed forms below are stricter.
    const near = Math.abs(tQuantile(p!, degrees!) - expected!) <= 5e-9 * Math.max(1, expected!);
    assert(near, `tQuantile(${p}, ${degrees}): ${tQuantile(p!, degrees!)}, not ${expected}`);
  }
});

Deno.test("tQuantile() gives the published table", () => {
  // Student's t, two-sided 95 %: any textbook's table, three decimals.
  const table = [[1, 12.706], [2, 4.303], [4, 2.776], [9, 2.262], [29, 2.045], [120, 1.980]];
  for (const [degrees, expected] of table) {
    assertEquals(tQuantile(0.975, degrees!).toFixed(3), expected!.toFixed(3));
  }
});

Deno.test("t has its closed forms for one and two degrees of freedom", () => {
  fc.assert(fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (t) => {
    assert(Math.abs(tTail(t, 1) - (0.5 - Math.atan(t) / Math.PI)) < 1e-14);
    assert(Math.abs(tTail(t, 2) - 0.5 * (1 - t / Math.sqrt(2 + t * t))) < 1e-14);
  }));
  for (const p of [0.6, 0.8, 0.9, 0.975, 0.99, 0.9995]) {
    assertClose(tQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)), `tQuantile(${p}, 1)`);
    const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    assertClose(tQuantile(p, 2), two, `tQuantile(${p}, 2)`);
  }
  assertEquals([tTail(Infinity, 5), tTail(-Infinity, 5), tTail(0, 5)], [0, 1, 0.5]);
});

Deno.test("the quantile undoes the tail", () => {
  fc.assert(fc.property(
    fc.double({ min: 0.5, max: 0.9999, noNaN: true }),
    fc.integer({ min: 1, max: 200 }),
    (p, degrees) => assert(Math.abs(1 - tTail(tQuantile(p, degrees), degrees) - p) < 1e-12),
  ));
});

Deno.test("normalQuantile() gives SciPy's values", () => {
  for (const [p, expected] of golden.normalQuantiles as number[][]) {
    assert(Math.abs(normalQuantile(p!) - expected!) < 1e-13, `${p}`);
  }
  assertEquals(normalQuantile(0.5), 0);
});

Deno.test("signTest() and wilsonInterval() give SciPy's values", () => {
  for (const [k, n, expected] of golden.signTests as number[][]) {
    assertClose(signTest(k!, n!), expected!, `signTest(${k}, ${n})`);
  }
  for (const [k, n, expected] of golden.wilsonIntervals as [number, number, number[]][]) {
    wilsonInterval(k, n).forEach((bound, i) =>
      assert(Math.abs(bound - expected[i]!) < 1e-14, `wilson(${k}, ${n})`)
    );
  }
  // By hand: 2 / 2^5, and the certain test of a fair share.
  assertEquals([signTest(5, 5), signTest(0, 5), signTest(2, 4)], [0.0625, 0.0625, 1]);
});

Deno.test("summarisePaired() gives SciPy's t-tests, intervals and equivalence tests", () => {
  for (const example of golden.paired) {
    const summary = summarisePaired(example.values, example.margin);
    for (const name of ["interval95", "interval90"] as const) {
      summary[name].forEach((bound, i) => assert(Math.abs(bound - example[name][i]!) < 1e-9, name));
    }
    assertClose(summary.pDifference, example.pDifference, "pDifference", 1e-8);
    assertClose(summary.pEquivalence, example.pEquivalence, "pEquivalence", 1e-8);
    assertClose(interquartileMean(example.values), example.interquartileMean, "IQM");
  }
});

Deno.test("differences without any spread are certain", () => {
  const same = summarisePaired([0.25, 0.25, 0.25], 0.5);
  assertEquals([same.pDifference, same.pEquivalence, same.interval95], [0, 0, [0.25, 0.25]]);
  const none = summarisePaired([0, 0, 0], 0.5);
  assertEquals([none.pDifference, none.pEquivalence], [1, 0]);
  assertEquals(summarisePaired([1, 1], 0.5).pEquivalence, 1);
});

Deno.test("the 90 % interval lies inside the margin exactly when the equivalence test says so", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 }),
    fc.integer({ min: 1, max: 800 }),
    (differences, margin) => {
      const { interval90: [low, high], pEquivalence } = summarisePaired(differences, margin);
      assertEquals(low > -margin && high < margin, pEquivalence < 0.05);
    },
  ));
});

Deno.test("the 95 % interval leaves out 0 exactly when the difference test says so", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 }),
    (differences) => {
      const { interval95: [low, high], pDifference } = summarisePaired(differences, 1);
      assertEquals(low > 0 || high < 0, pDifference < 0.05);
    },
  ));
});

Deno.test("holm() adjusts as worked out by hand, whatever the order", () => {
  // 4 x 0.01, 3 x 0.02, then not below the one before, 1 x 0.04 likewise.
  assertEquals(holm([0.04, 0.01, 0.03, 0.02]), [0.06, 0.04, 0.06, 0.06]);
  assertEquals(holm([0.5, 0.9]), [1, 1]);
  assertEquals(holm([]), []);
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values) => {
    const adjusted = holm(values);
    adjusted.forEach((value, i) => assert(value >= values[i]! && value <= 1));
    // Never stricter than Bonferroni.
    adjusted.forEach((value, i) => assert(value <= Math.min(1, values[i]! * values.length)));
    assertEquals(holm([...values].reverse()), adjusted.toReversed());
  }));
});

Deno.test("pairsNeeded() is the least number that suffices", () => {
  fc.assert(fc.property(
    fc.double({ min: 1e-4, max: 1, noNaN: true }),
    fc.double({ min: 1e-3, max: 1, noNaN: true }),
    (deviation, difference) => {
      const count = pairsNeeded(deviation, difference);
      if (count === Infinity) return;
      assert(detectableDifference(deviation, count) <= difference);
      if (count > 2) assert(detectableDifference(deviation, count - 1) > difference);
    },
  ));
  // (2.045 + 0.854) / sqrt(30) = 0.529 of a standard deviation.
  assertEquals(detectableDifference(1, 30).toFixed(3), "0.529");
  assertEquals(pairsNeeded(1, 0), Infinity);
});

Deno.test("t and Gaussian are as exact as they say, for many degrees of freedom, too", () => {
  // mpmath 1.3, 300 bits.
  const tails: readonly [t: number, degrees: number, tail: number, relative: number][] = [
    [1.5, 30, 0.072032964564323000651, 1e-12],
    [1.625, 1000, 0.052238832243522578316, 1e-12],
    [4.5, 1000, 3.7965355132491221502e-6, 1e-12],
    [1.75, 1_000_000, 0.040059310208273939519, 1e-9],
  ];
  for (const [t, degrees, tail, relative] of tails) {
    assertClose(tTail(t, degrees), tail, `P(T > ${t}), ${degrees}`, relative);
  }
  for (const [p, x] of [[1.75e-10, -6.2748373404740846106], [0.3, -0.52440051270804081597]]) {
    assertClose(normalQuantile(p!), x!, `quantile of ${p}`, 1e-15);
  }
});

Deno.test("statistics refuse what they cannot answer", () => {
  assertThrows(() => tTail(1, 0), RangeError, "Cannot use 0 degrees of freedom");
  assertThrows(() => tQuantile(0.4, 3), RangeError, "Cannot take the quantile of 0.4");
  assertThrows(() => normalQuantile(0), RangeError, "Cannot take the quantile of 0");
  assertThrows(() => summarisePaired([1], 1), RangeError, "give 2 or more");
  assertEquals(tTwoSided(0, 7), 1);
});
