import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Claim, Condition } from "../../lib/documents/claim.ts";
import type { Measure } from "../../lib/documents/measure.ts";
import { vary } from "../../lib/documents/vary.ts";
import { VARIATIONS } from "../../lib/documents/dnn-from-scratch-notebook/variations.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import { holm } from "../../lib/statistics/holm.ts";
import {
  estimatePower,
  gatherEvidence,
  pairedEvidence,
  shareEvidence,
} from "../../lib/verdict/evidence.ts";
import { changeOf, judge, judgeConditions } from "../../lib/verdict/judge.ts";
import { iterationsTo } from "../../lib/documents/run_measures.ts";
import { meets } from "../../lib/verdict/criterion.ts";
import type { MeasuredRun, RunsOf } from "../../lib/documents/measured_run.ts";
import { placeRecorded } from "../../lib/verdict/placement.ts";
import { robustnessOf } from "../../lib/verdict/robustness.ts";
import {
  simulateAtTheMargin,
  simulateNoDifference,
  simulateReports,
  splitAtRandom,
} from "../../lib/verdict/simulation.ts";
import {
  sideOf,
  type Verdict,
  verdictOnPairs,
  verdictOnShare,
  weakest,
} from "../../lib/verdict/verdict.ts";
import { madeUpRun, runsEndingAt } from "../support/runs.ts";

/** Judges claims in the words of the notebook. */
function judgeClaims(claims: readonly Claim[], runsOf: RunsOf) {
  return judge({ ...NOTEBOOK, claims }, runsOf);
}

/** A measure of the notebook. */
function measure(name: string, run: MeasuredRun): number {
  return NOTEBOOK.measures[name]!.of(run);
}

/** The verdict on differences, not adjusted for other tests. */
function onDifferences(differences: readonly number[], margin: number): Verdict {
  const zeros = differences.map(() => 0);
  return verdictOnPairs(pairedEvidence(
    differences,
    zeros,
    margin,
    1,
  ));
}

/** `count` differences around a centre: centre - spread, centre + spread, in turn. */
function around(centre: number, spread: number, count = 30): number[] {
  return Array.from({ length: count }, (_, i) => centre + (i % 2 === 0 ? spread : -spread));
}

Deno.test("every verdict on pairs, in the order of the rules", () => {
  assertEquals(onDifferences(around(0.001, 0.001), 0.005), "no meaningful difference");
  // A difference that is surely there, and surely smaller than the margin.
  assertEquals(onDifferences(around(0.003, 0.001), 0.005), "no meaningful difference");
  assertEquals(onDifferences(around(0.01, 0.001), 0.005), "clearly holds");
  assertEquals(onDifferences(around(0.006, 0.004), 0.005), "holds");
  // Two of three seeds, rather than three of four, favour it.
  const twoInThree = Array.from({ length: 60 }, (_, i) => i % 3 === 0 ? -0.01 : 0.02);
  assertEquals(onDifferences(twoInThree, 0.005), "holds weakly");
  assertEquals(onDifferences(around(-0.01, 0.001), 0.005), "contradicted");
  assertEquals(onDifferences(around(0.005, 0.05), 0.005), "inconclusive");
});

Deno.test("an adjusted p-value of 0.05 or more leaves everything open", () => {
  const evidence = pairedEvidence(
    around(0.01, 0.001),
    around(0, 0),
    0.005,
    1,
  );
  const adjusted = (difference: number, equivalence: number) =>
    verdictOnPairs({ ...evidence, pAdjusted: { difference, equivalence } });
  assertEquals(adjusted(0.049, 1), "clearly holds");
  assertEquals(adjusted(0.05, 1), "inconclusive");
  const equal = {
    ...evidence,
    summary: { ...evidence.summary, interval90: [-0.001, 0.001] as const },
  };
  const onEqual = (equivalence: number) =>
    verdictOnPairs({ ...equal, pAdjusted: { difference: 1, equivalence } });
  assertEquals([onEqual(0.049), onEqual(0.05)], ["no meaningful difference", "inconclusive"]);
});

Deno.test("every verdict on shares", () => {
  const onShare = (met: number, count: number) => verdictOnShare(shareEvidence(met, count, 0.9));
  assertEquals(onShare(30, 30), "clearly holds");
  assertEquals(onShare(25, 30), "holds");
  assertEquals(onShare(22, 30), "holds weakly");
  assertEquals(onShare(15, 30), "inconclusive");
  assertEquals(onShare(3, 30), "contradicted");
  // Five of five is 2 / 2^5 = 0.0625: not enough.
  assertEquals(onShare(5, 5), "inconclusive");
  assertEquals(onShare(6, 6), "holds");
});

Deno.test("turning a comparison around turns its verdict around", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 3, maxLength: 30 }),
    fc.integer({ min: 1, max: 60 }),
    (differences, margin) => {
      const forwards = sideOf(onDifferences(differences, margin));
      const backwards = sideOf(onDifferences(differences.map((value) => -value), margin));
      const turned = { for: "against", against: "for", neither: "neither", open: "open" } as const;
      assertEquals(backwards, turned[forwards]);
    },
  ));
});

Deno.test("a conclusion is as firm as its weakest part", () => {
  assertEquals(weakest(["clearly holds", "holds weakly", "holds"]), "holds weakly");
  assertEquals(weakest(["clearly holds", "inconclusive"]), "inconclusive");
  assertEquals(weakest(["inconclusive", "no meaningful difference"]), "no meaningful difference");
  assertEquals(weakest(["no meaningful difference", "contradicted"]), "contradicted");
  assertEquals(weakest(["not judged", "holds"]), "not judged");
});

const more: Condition = { kind: "more", measure: "accuracy-after-training", of: "a", than: "b" };
const less: Condition = { kind: "less", measure: "accuracy-after-training", of: "b", than: "a" };
const trained: Condition = { kind: "most", of: "a", are: "trained" };

function claim(settings: Claim["settings"], rest: Partial<Claim> = {}): Claim {
  return {
    id: "X",
    kind: "better",
    text: { en: "", ko: "" },
    source: { item: "", lines: [1, 1], sha256: "" },
    settings,
    changes: {},
    ...rest,
  };
}

function runsFrom(accuracies: Record<string, readonly number[]>) {
  return (id: string): readonly MeasuredRun[] => runsEndingAt(accuracies[id] ?? []);
}

Deno.test("judge() counts a test that occurs twice once, and adjusts by Holm", () => {
  const random = new RandomState(1);
  const draw = (centre: number) => Array.from({ length: 10 }, () => centre + 0.01 * random.randn());
  const runsOf = runsFrom({ a: draw(0.93), b: draw(0.92), c: draw(0.92) });
  const other: Condition = { ...more, than: "c" };
  const judgement = judgeClaims([
    claim({ "as-written": [more, trained] }),
    claim({ "corrected": [less], "controlled": [other] }),
  ], runsOf);
  // a against b, a against c: a difference and an equivalence each; one share.
  assertEquals(judgement.tests, 5);
  const [first, second] = judgement.claims;
  const evidenceOf = (part: { evidence: ReturnType<typeof gatherEvidence> } | undefined) => {
    assert(part !== undefined && part.evidence.kind !== "none");
    return part.evidence;
  };
  const ab = evidenceOf(first!.settings["as-written"].parts[0]);
  const share = evidenceOf(first!.settings["as-written"].parts[1]);
  const ba = evidenceOf(second!.settings.corrected.parts[0]);
  const ac = evidenceOf(second!.settings.controlled.parts[0]);
  assertEquals(ba.p, ab.p);
  const family = [
    ab.p.difference,
    ab.p.equivalence,
    share.p.difference,
    ac.p.difference,
    ac.p.equivalence,
  ];
  assertEquals(
    [
      ab.pAdjusted.difference,
      ab.pAdjusted.equivalence,
      share.pAdjusted.difference,
      ac.pAdjusted.difference,
      ac.pAdjusted.equivalence,
    ],
    holm(family),
  );
  assertEquals(ba.pAdjusted, ab.pAdjusted);
});

Deno.test("runs are paired by seed, whatever their order and whoever else there is", () => {
  const runs: Record<string, MeasuredRun[]> = {
    a: runsEndingAt([0.5, 0.6, 0.7, 0.8]),
    b: runsEndingAt([0.4, 0.5, 0.6, 0.7]).toReversed(),
  };
  const evidence = gatherEvidence(more, NOTEBOOK, (id) => runs[id]!);
  assert(evidence.kind === "paired");
  evidence.differences.forEach((difference) => assert(Math.abs(difference - 0.1) < 1e-12));
  runs.b = runs.b!.filter(({ seed }) => seed !== 2);
  const fewer = gatherEvidence(more, NOTEBOOK, (id) => runs[id]!);
  assert(fewer.kind === "paired");
  assertEquals(fewer.summary.count, 3);
});

Deno.test("fewer than three seeds are never judged, whatever they show", () => {
  for (const seeds of [1, 2]) {
    const accuracies = { a: Array(seeds).fill(0.99), b: Array(seeds).fill(0.1) };
    const [judged] =
      judgeClaims([claim({ "as-written": [more, trained] })], runsFrom(accuracies)).claims;
    assertEquals(judged!.settings["as-written"].verdict, "not judged");
    const { evidence } = judged!.settings["as-written"].parts[0]!;
    assert(evidence.kind === "none");
    assertEquals([evidence.reason, evidence.count], ["too few seeds", seeds]);
    assert(Math.abs(evidence.of! - 0.99) < 1e-12);
  }
});

Deno.test("what was not run is not tested; what cannot be tested says so", () => {
  const runsOf = runsFrom({ a: [0.9, 0.91, 0.92] });
  const untestable = { notTestable: { en: "no", ko: "아니요" } };
  const [judged] =
    judgeClaims([claim({ "corrected": [trained, more], "controlled": [] }, untestable)], runsOf)
      .claims;
  assertEquals(judged!.settings["as-written"].verdict, "not testable");
  assertEquals(judged!.settings.corrected.verdict, "not tested");
  assertEquals(judged!.settings.controlled.verdict, "not tested");
});

Deno.test("a comparison with diverged measures is not judged, a share counts them", () => {
  const runs: Record<string, MeasuredRun[]> = {
    a: runsEndingAt([0.9, 0.9, 0.9]),
    b: [0, 1, 2].map((seed) => madeUpRun({ seed, lossSpread: NaN, divergedAt: 7 })),
  };
  const evidence = gatherEvidence({ ...more, measure: "loss-spread" }, NOTEBOOK, (id) => runs[id]!);
  assertEquals(evidence, { kind: "none", reason: "diverged", count: 3 });
  // Nor by an accuracy that a diverged run still has.
  const byAccuracy = gatherEvidence(more, NOTEBOOK, (id) => runs[id]!);
  assertEquals(byAccuracy, { kind: "none", reason: "diverged", count: 3 });
  const [diverged] = runs.b!;
  assertEquals(meets(NOTEBOOK, "trained", diverged!), false);
  assertEquals(meets(NOTEBOOK, "fails-to-train", diverged!), true);
  assertEquals(meets(NOTEBOOK, "steady", diverged!), false);
});

Deno.test("a correction changes the verdict, its parts, or nothing", () => {
  const runsOf = runsFrom({
    a: around(0.9, 0.001),
    b: around(0.8, 0.001).map((value, i) => value + 0.0001 * i),
  });
  const judged = (settings: Claim["settings"]) => judgeClaims([claim(settings)], runsOf).claims[0]!;
  const backwards: Condition = { ...more, of: "b", than: "a" };
  const first = judged({ "as-written": [more], "corrected": [backwards], "controlled": [more] });
  assertEquals(first.settings["as-written"].verdict, "clearly holds");
  assertEquals(changeOf(first, "corrected"), "verdict");
  assertEquals(changeOf(first, "controlled"), "nothing");
  assertEquals(changeOf(judged({ "as-written": [more] }), "corrected"), undefined);
  // Contradicted both times, but in another part.
  const halves = judged({ "as-written": [more, backwards], "corrected": [backwards, more] });
  assertEquals(halves.settings["as-written"].verdict, halves.settings.corrected.verdict);
  assertEquals(changeOf(halves, "corrected"), "parts");
  // The same side, with a tenth of the effect.
  const [small] = judgeClaims(
    [claim({ "as-written": [more], "corrected": [{ ...more, of: "c" }] })],
    runsFrom({ a: around(0.9, 0.001), b: around(0.8, 0.001), c: around(0.81, 0.002) }),
  ).claims;
  assertEquals(changeOf(small!, "corrected"), "size");
});

Deno.test("measures are what they say", () => {
  const run = madeUpRun({
    checkpoints: [0.3, 0.5, 0.4, 0.6],
    trainAccuracy: 0.75,
    probes: Array.from({ length: 100 }, (_, k) => k < 10 ? 0.5 : k < 30 ? 0.8 : 0.9),
    activationDeviations: [0.4, 0.1, 0.2],
    lossSpread: 0.07,
  });
  const near = (name: string, expected: number) =>
    assert(Math.abs(measure(name, run) - expected) < 1e-12, name);
  near("accuracy-at-last-checkpoint", 0.6);
  near("accuracy-after-training", 0.6);
  near("train-test-gap", 0.15);
  near("accuracy-over-200", 0.5); // Probes at 0, 20, ..., 180.
  near("accuracy-over-600", 0.7); // And 20 more of 0.8 before 600.
  near("loss-spread", 0.07);
  near("largest-setback", 0.1);
  near("activation-evenness", 0.25);
  assertEquals(iterationsTo(0.8, run), 200);
  assertEquals(iterationsTo(0.95, run), Infinity);
  assertEquals(measure("activation-evenness", madeUpRun({ activationDeviations: [0, 0] })), 0);
});

Deno.test("an inconclusive part says how many seeds would settle it", () => {
  const evidence = pairedEvidence(
    around(0.001, 0.02, 10),
    around(0, 0, 10),
    0.005,
    1,
  );
  const alone = estimatePower(evidence, 1);
  // (2.262 + 0.883) s / sqrt(10), with s = 0.02 sqrt(10 / 9).
  assertEquals(
    alone.detectable!.toFixed(4),
    (3.145 * 0.02 * Math.sqrt(10 / 9) / Math.sqrt(10)).toFixed(4),
  );
  assert(alone.seedsNeeded > 100 && alone.seedsNeeded < estimatePower(evidence, 100).seedsNeeded);
  assertEquals(estimatePower(shareEvidence(5, 5, 1), 1), { detectable: undefined, seedsNeeded: 6 });
  assertEquals(estimatePower(shareEvidence(2, 4, 1), 1).seedsNeeded, Infinity);
});

Deno.test("the document's numbers find their place among the seeds", () => {
  const runs = Array.from(
    { length: 30 },
    (_, i) => madeUpRun({ seed: i, checkpoints: [0.1, 0.94 + 0.0005 * i] }),
  );
  const at = (test: number) =>
    placeRecorded(
      { checkpoints: [[0.1, 0.1], [test + 0.02, test]], step: 0.001 },
      runs.map((run) => ({
        ...run,
        checkpoints: run.checkpoints.map((checkpoint, k) =>
          k === 0
            ? { ...checkpoint, trainAccuracy: 0.1 }
            : { ...checkpoint, trainAccuracy: checkpoint.testAccuracy + 0.02 }
        ),
      })),
    )!;
  const middle = at(0.947);
  assertEquals(middle.finding, "one of our seeds");
  assert(Math.abs(middle.percentile - 0.5) < 0.05 && Math.abs(middle.z) < 0.1);
  assert(middle.curve.rank > 15 && middle.curve.curves === 31 && middle.curve.numbers === 4);
  const far = at(0.5);
  assertEquals([far.finding, far.curve.rank, far.percentile], ["another computation", 1, 0]);
  const rare = at(0.96);
  assertEquals([rare.finding, rare.curve.rank, rare.percentile], ["a rare seed", 1, 1]);
  assertEquals(placeRecorded({ prose: 0.9, step: 0.01 }, runs.slice(0, 2)), undefined);
});

Deno.test("a figure within its own rounding is never far away, even where no seed varies", () => {
  const runs = runsEndingAt(Array(30).fill(0.1135));
  const placed = placeRecorded({ prose: 0.11, step: 0.01 }, runs)!;
  assert(Math.abs(placed.z) < 1.3);
  assertEquals(placed.percentile, 0.5);
  assertEquals(placed.finding, "one of our seeds");
});

Deno.test("33 rows of dropout count as one curve", () => {
  const random = new RandomState(3);
  const curve = (): number[] => {
    const level = 0.05 * random.randn();
    return Array.from({ length: 33 }, (_, k) => 0.1 + 0.01 * k + level);
  };
  const toRun = (tests: number[], seed: number) => madeUpRun({ seed, checkpoints: tests });
  // The document's curve is drawn as ours are: its rank should be anywhere.
  const ranks = Array.from({ length: 200 }, () => {
    const document = curve();
    const runs = Array.from({ length: 19 }, (_, seed) => toRun(curve(), seed));
    const checkpoints = document.map((test, k) => [k === 32 ? test + 0.8 : test, test] as const)
      .map(([, test]) => [test, test] as const);
    return placeRecorded(
      { checkpoints, step: 0.001 },
      runs.map((run) => ({
        ...run,
        checkpoints: run.checkpoints.map((c) => ({ ...c, trainAccuracy: c.testAccuracy })),
      })),
    )!.curve.rank;
  });
  // One in twenty ranks is 1; were the rows independent, hardly any curve would be ordinary.
  const first = ranks.filter((rank) => rank === 1).length;
  assert(first >= 2 && first <= 22, `${first} of 200`);
});

Deno.test("a small change lets a verdict survive, makes it unsure or loses it", () => {
  const [variation] = VARIATIONS;
  const judged = judgeClaims(
    [claim({ "controlled": [more] })],
    runsFrom({ a: around(0.9, 0.001), b: around(0.8, 0.002) }),
  ).claims[0]!;
  const survival = (a: readonly number[], b: readonly number[]) =>
    robustnessOf(
      judged,
      variation!,
      NOTEBOOK,
      runsFrom({ [`a~${variation!.id}`]: a, [`b~${variation!.id}`]: b }),
    );
  assertEquals(survival([0.9, 0.91, 0.92], [0.8, 0.812, 0.81]), "survives");
  assertEquals(survival([0.9, 0.8, 0.92], [0.8, 0.812, 0.81]), "unsure");
  assertEquals(survival([0.7, 0.71, 0.72], [0.8, 0.812, 0.81]), "lost");
  assertEquals(survival([], []), "not run");
  const open = judgeClaims([claim({ "controlled": [more] })], runsFrom({ a: [0.9], b: [0.8] }))
    .claims[0]!;
  assertEquals(robustnessOf(open, variation!, NOTEBOOK, runsFrom({})), undefined);
});

Deno.test("self-test of the judge, in short: it errs no more often than it may", () => {
  // Beyond these bounds with a probability of less than 1 in 1,000, were the rate 5 %.
  const atMost = ({ wrong, trials }: { wrong: number; trials: number }) =>
    assert(wrong <= 0.05 * trials + 3.1 * Math.sqrt(0.05 * 0.95 * trials), `${wrong} of ${trials}`);
  for (const seeds of [3, 5, 10, 30]) {
    atMost(simulateNoDifference(seeds, 2000));
    atMost(simulateAtTheMargin(seeds, 2000));
  }
  atMost(simulateReports(10, 20, 200));
  const random = new RandomState(0);
  const values = Array.from({ length: 60 }, () => 0.95 + 0.004 * random.randn());
  const split = splitAtRandom(values, 0.001, 2000);
  atMost(split);
  assert(split.wrong > 0, "a judge that never errs is not listening");
});

Deno.test("self-test of the judge, in short: it finds what is there", () => {
  const random = new RandomState(7);
  let found = 0;
  for (let trial = 0; trial < 200; trial++) {
    const differences = Array.from({ length: 30 }, () => 2 + random.randn());
    if (sideOf(onDifferences(differences, 0.5)) === "for") found += 1;
  }
  assertEquals(found, 200);
});

Deno.test("splitAtRandom() takes any even number of runs, and each run once", () => {
  // 600 runs that are all different: were some taken twice, the halves would not add up.
  const random = new RandomState(2);
  const values = Array.from({ length: 600 }, () => random.randn());
  const { trials, wrong } = splitAtRandom(values, Number.MIN_VALUE, 300);
  assertEquals(trials, 300);
  assert(wrong <= 30, `${wrong} of 300`);
  // With a half of the values far off, halves that repeat some runs differ far too often.
  const apart = values.map((value, i) => value + (i < 300 ? 0 : 100));
  const split = splitAtRandom(apart, Number.MIN_VALUE, 300);
  assert(split.wrong <= 30, `${split.wrong} of 300`);
  for (const count of [0, 4, 7]) {
    assertThrows(
      () => splitAtRandom(values.slice(0, count), 1, 1),
      RangeError,
      "give an even number, 6 or more",
    );
  }
});

Deno.test("judge() refuses measures and criteria that its document does not have", () => {
  const runsOf = runsFrom({ a: [0.9, 0.9, 0.9], b: [0.8, 0.8, 0.8] });
  for (const name of ["accurracy", "constructor", "toString"]) {
    const measured: Condition = { ...more, measure: name };
    const met: Condition = { kind: "most", of: "a", are: name };
    assertThrows(
      () => judgeClaims([claim({ "as-written": [measured] })], runsOf),
      RangeError,
      `Cannot find the measure "${name}": choose from `,
    );
    assertThrows(
      () => judgeClaims([claim({ "as-written": [met] })], runsOf),
      RangeError,
      `Cannot find the criterion "${name}": choose from `,
    );
  }
});

Deno.test("judge() refuses kinds of conditions and settings that there are not", () => {
  const runsOf = runsFrom({ a: [0.9, 0.9, 0.9], b: [0.8, 0.8, 0.8] });
  const kind = { ...more, kind: "More" } as unknown as Condition;
  assertThrows(
    () => judgeClaims([claim({ "as-written": [kind] })], runsOf),
    RangeError,
    'Cannot find the kind of condition "More": choose from more, less, most',
  );
  const settings = { aswritten: [more] } as unknown as Claim["settings"];
  assertThrows(
    () => judgeClaims([claim(settings)], runsOf),
    RangeError,
    '"aswritten": choose from',
  );
});

Deno.test("vary() refuses to change what there is not", () => {
  const [experiment] = NOTEBOOK.experiments;
  for (const times of [{ learningrate: 2 }, { width: 0 }, { batchSize: NaN }]) {
    const variation = { ...VARIATIONS[0]!, times };
    assertThrows(() => vary(experiment!, variation), RangeError, "Cannot vary");
  }
});

Deno.test("conditions are judged without a conclusion around them, as one family", () => {
  const share: Measure = {
    name: { en: "share", ko: "비율" },
    definition: { en: "at the end", ko: "끝의 값" },
    margin: 0.01,
    reason: { en: "made up", ko: "지어낸 것" },
    unit: "share",
    of: ({ end }) => end.testAccuracy,
  };
  const vocabulary = { measures: { share }, criteria: {} };
  const runsOf: RunsOf = (id) => {
    const centre = id === "a" ? 0.9 : 0.8;
    return id === "c" ? [] : runsEndingAt(around(centre, id === "a" ? 0.001 : 0.002));
  };
  const conditions: Condition[] = [
    { kind: "more", measure: "share", of: "a", than: "b" },
    { kind: "less", measure: "share", of: "a", than: "b" },
    { kind: "more", measure: "share", of: "a", than: "c" },
  ];
  const { parts, tests } = judgeConditions(conditions, vocabulary, runsOf);
  assertEquals(parts.map(({ condition }) => condition), conditions);
  assertEquals(
    parts.map(({ verdict }) => verdict),
    ["clearly holds", "contradicted", "not tested"],
  );
  // Both directions are one pair, which makes two tests.
  assertEquals(tests, 2);
});
