import { assert, assertEquals } from "@std/assert";
import { CLAIMS } from "../lib/document/claims.ts";
import { DEFECTS } from "../lib/document/defects.ts";
import { EXPERIMENTS } from "../lib/document/experiments.ts";
import { RECORDED } from "../lib/document/recorded.ts";
import type { MeasuredRun } from "../lib/outcome/measure.ts";
import { measureRun } from "../lib/outcome/measure.ts";
import { checkArm } from "../lib/outcome/outcome.ts";

const IDS = EXPERIMENTS.map(({ id }) => id);

Deno.test("every name in the document's data is that of an experiment", () => {
  assertEquals(new Set(IDS).size, IDS.length);
  for (const id of Object.keys(RECORDED)) assert(IDS.includes(id), id);
  const inClaims = CLAIMS.flatMap(({ arms }) => Object.values(arms).flat()).flatMap((condition) =>
    "bound" in condition ? [condition.of] : [condition.of, condition.than]
  );
  const inDefects = DEFECTS.flatMap(({ shownBy }) =>
    shownBy === undefined ? [] : [shownBy.with, ...shownBy.without]
  );
  for (const id of [...inClaims, ...inDefects]) assert(IDS.includes(id), id);
});

Deno.test("all twelve conclusions are there, and every one is tested or says why not", () => {
  assertEquals(
    CLAIMS.map(({ id }) => id),
    [
      "C0.1",
      "C0.2",
      "C0.3",
      "C1.1",
      "C1.2",
      "C2.1",
      "C2.2",
      "C2.3",
      "C3.1",
      "C3.2",
      "C3.3",
      "C3.4",
    ],
  );
  for (const { id, arms, notMeasured } of CLAIMS) {
    assert(Object.keys(arms).length > 0 || notMeasured !== undefined, id);
  }
});

Deno.test("no two experiments are the same run under two names", () => {
  const configurations = EXPERIMENTS.map(({ training, trainImages }) =>
    JSON.stringify([training, trainImages])
  );
  assertEquals(new Set(configurations).size, configurations.length);
});

Deno.test("the recorded numbers are as many as the document prints", () => {
  assertEquals(RECORDED["3-2-dropout"]!.checkpoints!.length, 33);
  assertEquals(RECORDED["3-2-dropout"]!.checkpoints!.at(-1), [.573, null]);
  const short = Object.values(RECORDED).filter(({ checkpoints }) => checkpoints?.length === 4);
  assertEquals(short.length, 6);
});

/** A run that ends at some test accuracy. */
function run(accuracy: number, losses: readonly number[] = [1, 1]): MeasuredRun {
  return {
    checkpoints: [
      { trainAccuracy: 0.1, testAccuracy: accuracy + 0.1 },
      { trainAccuracy: accuracy + 0.02, testAccuracy: accuracy },
    ],
    losses,
  };
}

Deno.test("measures are what they say", () => {
  const example = run(0.5, [3, 1, 2]);
  assertEquals(measureRun("final-test-accuracy", example), 0.5);
  assertEquals(measureRun("early-loss", example), 2);
  assertEquals(measureRun("loss-spread", example), 1);
  assert(Math.abs(measureRun("train-test-gap", example) - 0.02) < 1e-12);
  assert(Math.abs(measureRun("largest-setback", example) - 0.1) < 1e-12);
});

Deno.test("outcomes follow from the conditions", () => {
  const runs: Record<string, MeasuredRun[]> = {
    low: [run(0.5), run(0.6)],
    high: [run(0.9), run(0.55)],
    near: [run(0.502), run(0.602)],
    nan: [run(0.5, [NaN, NaN]), run(0.5, [NaN, NaN])],
  };
  const runsOf = (id: string) => runs[id] ?? [];
  const more = (of: string, than: string) =>
    ({ kind: "more", measure: "final-test-accuracy", of, than }) as const;
  const outcome = (...conditions: Parameters<typeof checkArm>[0][number][]) =>
    checkArm(conditions, runsOf).outcome;
  assertEquals(outcome(more("high", "low")), "seen");
  assertEquals(checkArm([more("high", "low")], runsOf).seedsAgreeing, 1);
  assertEquals(outcome(more("low", "high")), "not seen");
  assertEquals(outcome(more("near", "low")), "no clear difference");
  assertEquals(outcome(more("high", "low"), more("low", "high")), "in part");
  assertEquals(outcome(more("near", "low"), more("low", "high")), "not seen");
  assertEquals(outcome(more("high", "unknown")), "not tested");
  assertEquals(outcome(), "not tested");
  assertEquals(
    outcome({ kind: "at-least", measure: "final-test-accuracy", of: "low", bound: 0.55 }),
    "seen",
  );
  assertEquals(
    outcome({ kind: "less", measure: "early-loss", of: "nan", than: "low" }),
    "not seen",
  );
});
