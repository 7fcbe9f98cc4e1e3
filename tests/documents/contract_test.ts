/** What every document must keep, whatever it is about. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { DATA_SOURCES } from "../../lib/data/sources.ts";
import { comparedIn, SETTINGS } from "../../lib/documents/claim.ts";
import type { Document } from "../../lib/documents/document.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { variedExperiments, variedSetting, varyClaim } from "../../lib/documents/vary.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/levels.ts";
import { dataHash } from "../../pipeline/data/cache.ts";
import { parseGolden } from "../../pipeline/replay/golden.ts";
import { listFiles } from "../../pipeline/system/list_files.ts";
import { projectPath, readProjectFile } from "../support/project.ts";
import { madeUpRun } from "../support/runs.ts";
import { RICH_TOY } from "../support/toy_document.ts";
import { TOY } from "../support/toy/mod.ts";

/** What is said of names that must not occur twice, or must be those of something. */
function assertKnown(names: Iterable<string>, known: readonly string[], what: string): void {
  for (const name of names) assert(known.includes(name), `${what}: there is no "${name}"`);
}

/** That no two names are the same file, also where file systems ignore case. */
function assertDistinct(names: readonly string[]): void {
  assertEquals(new Set(names.map((name) => name.toLowerCase())).size, names.length, String(names));
}

/** Every text below some data, with the path to it. */
function textsIn(value: unknown, path: string): [string, { en: unknown; ko: unknown }][] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value || "ko" in value) return [[path, value as { en: unknown; ko: unknown }]];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, `${path}.${key}`));
}

/** Every condition of the claims and of the self-tests. */
function conditionsOf({ claims, selfTests }: Document) {
  const ofClaims = claims.flatMap(({ settings }) => Object.values(settings).flat());
  return { ofClaims, ofTests: selfTests.tests.map(({ condition }) => condition) };
}

function assertShare(value: number, what: string): void {
  assert(value >= 0 && value <= 1, `${what}: ${value} is no share`);
}

const HANGUL = /[\uac00-\ud7a3]/;

const CONTRACT: Readonly<Record<string, (document: Document) => void>> = {
  "has ids that differ and can be the names of files": (document) => {
    const { claims, experiments, races, selfTests, variations } = document;
    const all = [experiments, selfTests.experiments, variedExperiments(document)].flat();
    for (const list of [all, claims, races, variations.grid]) {
      assertDistinct(list.map(({ id }) => id));
      // A "~" stands between an experiment and its variation.
      for (const { id } of list) assert(/^[a-z0-9][a-z0-9.~-]*$/i.test(id), id);
    }
    for (const { id } of [document, ...experiments, ...variations.grid]) {
      assert(/^[a-z0-9][a-z0-9.-]*$/.test(id), id);
    }
  },
  "trains no configuration under two names": ({ experiments }) => {
    const configurations = experiments.map(({ training, trainImages, firstSeed, labels }) =>
      JSON.stringify([training, trainImages, firstSeed, labels])
    );
    assertEquals(new Set(configurations).size, experiments.length);
  },
  "names in its data only what it has": (document) => {
    const { claims, criteria, defects, experiments, measures, races, recorded } = document;
    const ids = experiments.map(({ id }) => id);
    const selfTested = [...ids, ...document.selfTests.experiments.map(({ id }) => id)];
    const { ofClaims, ofTests } = conditionsOf(document);
    assertKnown(ofClaims.flatMap(comparedIn), ids, "conditions");
    assertKnown(
      defects.flatMap(({ shownBy }) => shownBy ? [shownBy.with, ...shownBy.without] : []),
      ids,
      "defects",
    );
    assertKnown(Object.keys(recorded.numbers), ids, "recorded numbers");
    assertKnown(recorded.readings.flatMap(({ experiments }) => experiments), ids, "readings");
    assertKnown(races.flatMap(({ racers }) => racers.map((one) => one.experiment)), ids, "races");
    assertKnown(Object.keys(document.tolerances), ids, "tolerances");
    assertKnown(
      Object.values(document.tolerances).flatMap((bySource) => Object.keys(bySource)),
      DATA_SOURCES.map(({ name }) => name),
      "data sets of tolerances",
    );
    assertKnown(ofTests.flatMap(comparedIn), selfTested, "self-tests");
    const all = [...ofClaims, ...ofTests];
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
    for (const { id, settings, changes, notTestable } of claims) {
      assertEquals(settings["as-written"] === undefined, notTestable !== undefined, id);
      assert(SETTINGS.some((name) => settings[name] !== undefined), id);
      for (const conditions of Object.values(settings)) assert(conditions.length > 0, id);
      for (const name of Object.keys(changes)) assert(name in settings, `${id} ${name}`);
    }
  },
  "says of every conclusion where it stands, and of which words that is true": ({ claims }) => {
    for (const { id, source: { item, lines: [first, last], sha256 } } of claims) {
      assert(item !== "" && first >= 1 && last >= first, id);
      assert(/^[0-9a-f]{64}$/.test(sha256), `${id}: "${sha256}" is no SHA-256`);
    }
  },
  "measures runs, with margins that are more than 0": ({ measures, criteria }) => {
    const run = madeUpRun({});
    for (const [name, { margin, of, domain = [0, 1] }] of Object.entries(measures)) {
      assert(margin > 0, name);
      assert(Number.isFinite(of(run)), name);
      assert(domain[0] < domain[1], name);
    }
    for (const [name, { measure, bound }] of Object.entries(criteria)) {
      const value = "atLeast" in bound ? bound.atLeast : bound.atMost;
      if (measures[measure]!.unit === "share") assertShare(value, name);
    }
  },
  "records numbers that it can have shown": ({ recorded }) => {
    for (const [id, { checkpoints = [], prose, step }] of Object.entries(recorded.numbers)) {
      assert(step > 0 && (checkpoints.length > 0 || prose !== undefined), id);
      const numbers = [...checkpoints.flat(), prose ?? null].filter((number) => number !== null);
      for (const number of numbers) {
        assertShare(number, id);
        const steps = number / step;
        assert(
          Math.abs(steps - Math.round(steps)) < 1e-6,
          `${id}: ${number} is finer than ${step}`,
        );
      }
    }
  },
  "is published with enough seeds, on a data set whose files are known": (document) => {
    assertEquals(dataHash(document.dataset).length, 64);
    assert(document.publication.seeds >= FEWEST_SEEDS);
    const { selfTests, variations } = document;
    assert(selfTests.tests.length === 0 || selfTests.seeds >= FEWEST_SEEDS);
    assert(variations.grid.length === 0 || variations.seeds >= FEWEST_SEEDS);
  },
  "races at least two, to an accuracy that there is": ({ races }) => {
    for (const { id, goal, racers } of races) {
      assertShare(goal, id);
      assert(racers.length >= 2, id);
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
    const texts = textsIn(document, document.id);
    assert(texts.length > 10);
    for (const [path, { en, ko }] of texts) {
      if (typeof en === "function") continue;
      assert(typeof en === "string" && typeof ko === "string", path);
      assert(en.trim() !== "" && ko.trim() !== "", path);
      assert(!HANGUL.test(en), `${path}.en`);
      // Names such as "Adam" are the same in both.
      assert(HANGUL.test(ko) || ko === en, `${path}.ko`);
    }
    for (const { title } of document.experiments) assert(title.trim() !== "");
    const { source } = document.claims[0]!;
    assert(HANGUL.test(document.placeOf.ko(source)) && !HANGUL.test(document.placeOf.en(source)));
  },
};

const ALL = [...DOCUMENTS, TOY, RICH_TOY];

for (const document of ALL) {
  for (const [promise, check] of Object.entries(CONTRACT)) {
    Deno.test(`${document.id} ${promise}`, () => check(document));
  }
}

Deno.test("no two documents have the same id", () => {
  assertDistinct(ALL.map(({ id }) => id));
});

/** Documents in folders of their own, which hold golden files and a NumPy reference. */
const FOLDERS = [
  ...DOCUMENTS.map((document) => ({ document, folder: `lib/documents/${document.id}` })),
  { document: TOY, folder: "tests/support/toy" },
];

for (const { document, folder } of FOLDERS) {
  Deno.test(`${document.id} has golden files of its experiments, of their whole length`, async () => {
    const files = await listFiles(projectPath(folder));
    const full = `golden/${document.dataset.name}-full.json`;
    for (const name of ["mod.ts", "reference.py", full]) assert(files.includes(name), name);
    assert(DATA_SOURCES.includes(document.dataset), "its data set is in the list");
    const ids = document.experiments.map(({ id }) => id);
    for (const name of files.filter((file) => /^golden\/.*-(full|short)\.json$/.test(file))) {
      const golden = parseGolden(await readProjectFile(`${folder}/${name}`));
      assert(golden !== undefined, name);
      assert(name.startsWith(`golden/${golden.dataset}-`), name);
      assertEquals([...new Set(golden.runs.map(({ id }) => id))], ids, name);
      for (const { id, losses } of golden.runs) {
        const { iterations } = document.experiments[ids.indexOf(id)]!.training;
        const last = Math.min(iterations, golden.iterations ?? Infinity) - 1;
        assertEquals(losses.at(-1)![0], last, `${name}: ${id}`);
      }
    }
  });
}

const [CLAIM] = TOY.claims;
const [EXPERIMENT] = TOY.experiments;
const { accuracy } = TOY.measures;

/** Slips, and the promise that each of them breaks. */
const SLIPS: readonly (readonly [promise: string, slip: Partial<Document>])[] = [
  ["has ids", { id: "my document" }],
  ["has ids", { experiments: [...TOY.experiments, { ...EXPERIMENT!, id: "Narrow" }] }],
  ["trains no", { experiments: [...TOY.experiments, { ...EXPERIMENT!, id: "again" }] }],
  ["names in", { counted: { ...TOY.counted, failed: "fial" } }],
  ["names in", { recorded: { ...TOY.recorded, measure: "acuracy" } }],
  ["names in", { tolerances: { "narrow": { "mnits": { loss: 1, iterations: 1 } } } }],
  ["names in", {
    claims: [{
      ...CLAIM!,
      settings: { "as-written": [{ kind: "most", of: "none", are: "learns" }] },
    }],
  }],
  ["tests every", { claims: [{ ...CLAIM!, settings: {} }] }],
  ["says of", { claims: [{ ...CLAIM!, source: { ...CLAIM!.source, sha256: "" } }] }],
  ["measures runs", { measures: { ...TOY.measures, accuracy: { ...accuracy!, margin: 0 } } }],
  ["records", { recorded: { ...TOY.recorded, numbers: { "wide": { prose: 40, step: 0.01 } } } }],
  ["records", { recorded: { ...TOY.recorded, numbers: { "wide": { prose: 0.405, step: 0.01 } } } }],
  ["is published", { publication: { dtype: "f64", seeds: 2 } }],
  ["says everything", { title: { en: "A toy", ko: "A doll" } }],
  ["says everything", { kind: { en: " ", ko: "장난감" } }],
];

for (const [promise, slip] of SLIPS) {
  Deno.test(`the contract (${promise} …) notices a slip in ${Object.keys(slip)}`, () => {
    const [, check] = Object.entries(CONTRACT).find(([name]) => name.startsWith(promise))!;
    assertThrows(() => check({ ...TOY, ...slip }));
  });
}
