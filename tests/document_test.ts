import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { CLAIMS } from "../lib/documents/dnn-from-scratch-notebook/claims.ts";
import { comparedIn } from "../lib/documents/claim.ts";
import { DEFECTS } from "../lib/documents/dnn-from-scratch-notebook/defects.ts";
import { EXPERIMENTS } from "../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { RECORDED } from "../lib/documents/dnn-from-scratch-notebook/recorded.ts";
import { CRITERIA, MEASURES } from "../lib/documents/dnn-from-scratch-notebook/measures.ts";
import {
  SELF_TEST_EXPERIMENTS,
  SELF_TESTS,
} from "../lib/documents/dnn-from-scratch-notebook/self_tests.ts";
import { VARIATIONS } from "../lib/documents/dnn-from-scratch-notebook/variations.ts";
import { variedArm, variedExperiments, varyClaim } from "../lib/documents/vary.ts";

const IDS = EXPERIMENTS.map(({ id }) => id);

const SOURCE = new URL("../../shared/document/notebook.md", import.meta.url);
const notebook = await Deno.readTextFile(SOURCE).catch(() => undefined);
if (notebook === undefined) console.log("skipped: the claims' places in the document: not here");

Deno.test("every name in the document's data is that of an experiment", () => {
  assertEquals(new Set(IDS).size, IDS.length);
  for (const id of Object.keys(RECORDED)) assert(IDS.includes(id), id);
  const inClaims = CLAIMS.flatMap(({ arms }) => Object.values(arms).flat()).flatMap(comparedIn);
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
  for (const { id, arms, changes, notTestable } of CLAIMS) {
    assert(arms["as-written"] !== undefined || notTestable !== undefined, id);
    // Whoever cannot be tested as written names the control that can.
    if (notTestable) assert(IDS.some((name) => notTestable.en.includes(name)), id);
    for (const name of Object.keys(changes)) assert(name in arms, `${id} ${name}`);
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

/** Every text below some data, with the path to it. */
function textsIn(value: unknown, path: string): [string, { en: unknown; ko: unknown }][] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value || "ko" in value) return [[path, value as { en: unknown; ko: unknown }]];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, `${path}.${key}`));
}

Deno.test("every text is there in English and in Korean", () => {
  const data = { CLAIMS, MEASURES, CRITERIA, SELF_TESTS, VARIATIONS };
  const texts = textsIn(data, "");
  assert(texts.length > 60);
  for (const [path, { en, ko }] of texts) {
    assert(typeof en === "string" && en.length > 2, `${path}.en`);
    assert(typeof ko === "string" && /[\uac00-\ud7a3]/.test(ko), `${path}.ko`);
    assert(!/[\uac00-\ud7a3]/.test(en), `${path}.en`);
  }
});

Deno.test("the self-tests compare their own experiments with the document's", () => {
  const own = SELF_TEST_EXPERIMENTS.map(({ id }) => id);
  for (const id of SELF_TESTS.flatMap(({ condition }) => comparedIn(condition))) {
    assert(own.includes(id) || IDS.includes(id), id);
  }
  for (const id of own) assert(!IDS.includes(id), id);
});

Deno.test("the grid varies one thing in every experiment that a verdict rests on", () => {
  const varied = variedExperiments(NOTEBOOK);
  assertEquals(new Set(varied.map(({ id }) => id)).size, varied.length);
  for (const claim of CLAIMS) {
    for (const variation of VARIATIONS) {
      assertEquals(Object.keys(variation.times).length, 1);
      const conditions = varyClaim(claim, variation).arms[variedArm(claim)]!;
      assertEquals(conditions.length, claim.arms[variedArm(claim)]!.length);
      for (const id of conditions.flatMap(comparedIn)) {
        assert(varied.some((experiment) => experiment.id === id), id);
      }
    }
  }
  const find = (id: string) => varied.find((experiment) => experiment.id === id)!.training;
  const base = EXPERIMENTS.find(({ id }) => id === "2-3-adam")!.training;
  assertEquals(find("2-3-adam~half-width"), {
    ...base,
    network: { ...base.network, hidden: [150, 150, 150] },
  });
  assertEquals(find("2-3-adam~half-iterations"), { ...base, iterations: 1000 });
  assertEquals(find("2-3-adam~half-batch"), { ...base, batchSize: 50 });
  assertEquals(find("2-3-adam~double-learning-rate").optimizer.learningRate, 0.002);
});

Deno.test({
  name: "the claims name where they stand in the document",
  ignore: notebook === undefined,
  async fn() {
    const lines = notebook!.split("\n");
    for (const { id, source: { lines: [first, last], sha256 } } of CLAIMS) {
      const bytes = new TextEncoder().encode(lines.slice(first - 1, last).join("\n"));
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
      assertEquals(hex, sha256, id);
    }
  },
});
