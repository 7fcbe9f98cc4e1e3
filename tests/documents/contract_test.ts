/** What every document must keep, whatever it is about. */

import { assert, assertEquals } from "@std/assert";
import { comparedIn, SETTINGS } from "../../lib/documents/claim.ts";
import type { Document } from "../../lib/documents/document.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { variedExperiments, variedSetting, varyClaim } from "../../lib/documents/vary.ts";
import { madeUpRun } from "../support/runs.ts";
import { TOY } from "../support/toy_document.ts";

/** What is said of names that must not occur twice, or must be those of something. */
function assertKnown(names: Iterable<string>, known: readonly string[], what: string): void {
  for (const name of names) assert(known.includes(name), `${what}: there is no "${name}"`);
}

function assertDistinct(names: readonly string[]): void {
  assertEquals([...new Set(names)], names);
}

/** Every text below some data, with the path to it. */
function textsIn(value: unknown, path: string): [string, { en: unknown; ko: unknown }][] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value || "ko" in value) return [[path, value as { en: unknown; ko: unknown }]];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, `${path}.${key}`));
}

const HANGUL = /[\uac00-\ud7a3]/;

const CONTRACT: Readonly<Record<string, (document: Document) => void>> = {
  "names every experiment once, in a name that a folder can have": (document) => {
    const ids = document.experiments.map(({ id }) => id);
    assertDistinct(ids);
    for (const id of [document.id, ...ids]) assert(/^[a-z0-9][a-z0-9.-]*$/.test(id), id);
    const others = [...document.selfTests.experiments, ...variedExperiments(document)];
    assertDistinct([...ids, ...others.map(({ id }) => id)]);
  },
  "trains no configuration under two names": ({ experiments }) => {
    assertDistinct(
      experiments.map(({ training, trainImages }) => JSON.stringify([training, trainImages])),
    );
  },
  "names in its data only what it has": (document) => {
    const { claims, criteria, defects, experiments, measures, races, recorded } = document;
    const ids = experiments.map(({ id }) => id);
    const selfTested = [...ids, ...document.selfTests.experiments.map(({ id }) => id)];
    const conditions = claims.flatMap(({ settings }) => Object.values(settings).flat());
    assertKnown(conditions.flatMap(comparedIn), ids, "conditions");
    assertKnown(
      defects.flatMap(({ shownBy }) => shownBy ? [shownBy.with, ...shownBy.without] : []),
      ids,
      "defects",
    );
    assertKnown(Object.keys(recorded.numbers), ids, "recorded numbers");
    assertKnown(recorded.readings.flatMap(({ experiments }) => experiments), ids, "readings");
    assertKnown(races.flatMap(({ racers }) => racers.map((one) => one.experiment)), ids, "races");
    assertKnown(Object.keys(document.tolerances), ids, "tolerances");
    const tests = document.selfTests.tests.map(({ condition }) => condition);
    assertKnown(tests.flatMap(comparedIn), selfTested, "self-tests");
    const all = [...conditions, ...tests];
    assertKnown(
      all.flatMap((one) => one.kind === "most" ? [one.are] : []),
      Object.keys(criteria),
      "criteria",
    );
    assertKnown(
      [
        ...all.flatMap((one) => one.kind === "most" ? [] : [one.measure]),
        ...Object.values(criteria).map(({ measure }) => measure),
        ...races.map(({ measure }) => measure),
        recorded.measure,
      ],
      Object.keys(measures),
      "measures",
    );
    assertKnown(Object.values(document.counted), Object.keys(criteria), "counted criteria");
    assertKnown(claims.map(({ kind }) => kind), Object.keys(document.claimKinds), "kinds");
    assert(
      "atLeast" in criteria[document.counted.trained]!.bound,
      "networks train from some accuracy on",
    );
  },
  "tests every conclusion, or says why it cannot": ({ claims }) => {
    assert(claims.length > 0);
    assertDistinct(claims.map(({ id }) => id));
    for (const { id, settings, changes, notTestable } of claims) {
      assert(settings["as-written"] !== undefined || notTestable !== undefined, id);
      assert(SETTINGS.some((name) => settings[name] !== undefined), id);
      for (const name of Object.keys(changes)) assert(name in settings, `${id} ${name}`);
    }
  },
  "measures runs, with margins that are more than 0": ({ measures }) => {
    const run = madeUpRun({});
    for (const [name, { margin, of }] of Object.entries(measures)) {
      assert(margin > 0, name);
      assert(Number.isFinite(of(run)), name);
    }
  },
  "changes one thing in every experiment that a verdict rests on": (document) => {
    const varied = variedExperiments(document).map(({ id }) => id);
    for (const claim of document.claims) {
      for (const variation of document.variations.grid) {
        assertEquals(Object.keys(variation.times).length, 1);
        const setting = variedSetting(claim);
        const conditions = varyClaim(claim, variation).settings[setting]!;
        assertEquals(conditions.length, claim.settings[setting]!.length);
        assertKnown(conditions.flatMap(comparedIn), varied, "varied experiments");
      }
    }
  },
  "says everything in English and in Korean": (document) => {
    const { experiments: _, ...rest } = document;
    const texts = textsIn(
      { ...rest, purposes: document.experiments.map((one) => one.purpose) },
      "",
    );
    assert(texts.length > 20);
    for (const [path, { en, ko }] of texts) {
      if (typeof en === "function") continue;
      assert(typeof en === "string" && typeof ko === "string" && en !== "" && ko !== "", path);
      assert(!HANGUL.test(en), `${path}.en`);
      // Names such as "Adam" are the same in both.
      assert(HANGUL.test(ko) || ko === en, `${path}.ko`);
    }
    const { source } = document.claims[0]!;
    assert(HANGUL.test(document.placeOf.ko(source)) && !HANGUL.test(document.placeOf.en(source)));
  },
};

for (const document of [...DOCUMENTS, TOY]) {
  for (const [promise, check] of Object.entries(CONTRACT)) {
    Deno.test(`${document.id} ${promise}`, () => check(document));
  }
}

Deno.test("no two documents have the same id", () => {
  assertDistinct([...DOCUMENTS, TOY].map(({ id }) => id));
});
