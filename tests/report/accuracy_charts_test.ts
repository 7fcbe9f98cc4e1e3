/** Charts of accuracies, on an axis of errors. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { accuracyRace, type Racer } from "../../pipeline/report/charts/accuracy_race.ts";
import { errorOf, ErrorScale } from "../../pipeline/report/charts/error_scale.ts";
import { LINE } from "../../pipeline/report/layout.ts";

Deno.test("an axis of errors has its usual ends, and room for every accuracy", () => {
  const domain = (accuracies: number[]): number[] =>
    new ErrorScale(accuracies, [0.9, 0.02]).encode("x").scale.domain;
  assertEquals(domain([0.5, 0.97]), [0.9, 0.02]);
  assertEquals(domain([0.05, 0.5]), [0.95, 0.02]);
  assertAlmostEquals(domain([0.995])[1]!, 0.005, 1e-12);
  // No logarithm of 0.
  assertEquals(domain([1]), [0.9, errorOf(1)]);
  assert(errorOf(1) > 0);
});

Deno.test("an axis of errors is labelled at accuracies that it has", () => {
  const ticks = (best: number): string[] =>
    new ErrorScale([best], [0.9, 0.02]).encode("x").axis.values
      .map((error) => (1 - error).toFixed(3));
  assertEquals(ticks(0.5).at(-1), "0.980");
  assertEquals(ticks(0.996).at(-1), "0.995");
});

Deno.test("names at the ends of lines do not cover each other, whatever the order", () => {
  const racer = (label: string, end: number): Racer => ({
    label,
    points: [{ iteration: 0, accuracies: [0.1] }, { iteration: 20, accuracies: [end] }],
    goalAt: Infinity,
  });
  const ends = [0.9, 0.97, 0.9001, 0.5, 0.9];
  const racers = ends.map((end, i) => racer(`racer ${i}`, end));
  const { data } = accuracyRace(racers, 0.9, "Iteration", "wide") as unknown as {
    data: { values: { label: string; name: number }[] };
  };
  const names = new Map(data.values.map(({ label, name }) => [label, name]));
  assertEquals(names.size, racers.length);
  const heights = [...names.values()].sort((a, b) => a - b);
  heights.slice(1).forEach((height, i) => assert(height - heights[i]! >= LINE));
  // The better, the higher.
  assert(names.get("racer 1")! < names.get("racer 2")!);
  assert(names.get("racer 2")! < names.get("racer 3")!);
});
