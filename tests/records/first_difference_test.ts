import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { sample } from "../../pipeline/records/sample_runs.ts";
import { firstDifference } from "../../pipeline/records/first_difference.ts";
import { madeUpRun } from "../support/runs.ts";

Deno.test("firstDifference() names the earliest difference between two runs", () => {
  const run = { ...madeUpRun(), probes: { every: 20, accuracies: [0.1, 0.2, 0.3] } };
  assertEquals(firstDifference(run, run), undefined);
  const otherLoss = { ...run, lossMeans: { every: 50, values: [2.3, 1.3, 0.6] } };
  assertEquals(
    firstDifference(run, otherLoss),
    "the mean loss of iterations 50 to 99 is 1.3, published is 1.2",
  );
  const earlier = { ...otherLoss, probes: { every: 20, accuracies: [0.1, 0.25, 0.3] } };
  assertStringIncludes(firstDifference(run, earlier)!, "after iteration 20 is 0.25");
  const checkpoints = run.checkpoints.map((c, k) => k === 1 ? { ...c, testAccuracy: 0.5 } : c);
  assertStringIncludes(
    firstDifference(run, { ...run, checkpoints })!,
    "test accuracy after iteration 600 is 0.5, published is 0.9",
  );
  assertStringIncludes(firstDifference(run, { ...run, weightsSha256: "00" })!, "final weights");
  assertStringIncludes(firstDifference(run, { ...run, recordSha256: "00" })!, "full record");
  const diverged = { ...run, lossMeans: { every: 50, values: [NaN] } };
  assertEquals(firstDifference(diverged, diverged), undefined);
});

Deno.test("sample() chooses distinct elements in order, and the same for the same pick", () => {
  fc.assert(fc.property(fc.nat(40), fc.nat(50), fc.nat(), (length, count, pick) => {
    const all = Array.from({ length }, (_, i) => i);
    const chosen = sample(all, count, pick);
    assertEquals(chosen.length, Math.min(length, count));
    assertEquals([...new Set(chosen)].sort((a, b) => a - b), chosen);
    assertEquals(sample(all, count, pick), chosen);
  }));
});
