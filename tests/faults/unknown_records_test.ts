/** Published records that are intact, but that this version of the code does not know. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { reportOf } from "../../pipeline/report/sections/mod.ts";
import { inLanguage, judgeResults } from "../../pipeline/report/context.ts";
import { readPublished, resultsOf } from "../../pipeline/records/published.ts";
import { publishedRecords } from "../../pipeline/records/published_file.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { IS_LONG } from "../support/processes.ts";
import { forged, type Json } from "../support/published.ts";
import { madeUpResults } from "../support/results.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const CHOSEN = ["1-he", "2-3-adam", "3-2-dropout"];
const FILES = publishedRecords(madeUpResults({
  seeds: [0, 1, 2],
  experiments: EXPERIMENTS.filter(({ id }) => CHOSEN.includes(id)),
}));
const PATH = "records/2-3-adam.jsonl";

/** The files with one of them changed and its checksum put right. */
function withForged(change: (head: Json, runs: Json[]) => void): Map<string, string> {
  return new Map([...FILES, [PATH, forged(FILES.get(PATH)!, change)]]);
}

/** The expected error for each change. */
const UNKNOWN: readonly (readonly [string, (head: Json, runs: Json[]) => void])[] = [
  [
    'it is of the data set "fashion"; known here are mnist, fashion-mnist, and synthetic-digits',
    (head) => head.data.name = "fashion",
  ],
  ['it is of the data set "__proto__"', (head) => head.data.name = "__proto__"],
  [
    "it is of other images than those that are called mnist here",
    (head) => head.data.sha256 = "0".repeat(64),
  ],
  ['it is of the number format "f16"', (head) => head.dtype = "f16"],
  ["which belong in records/9-9-new.jsonl", (head) => head.experiment = "9-9-new"],
  [
    "it is of another configuration of 2-3-adam than here, first in training",
    (head) => head.training.batchSize = 7,
  ],
  ["first in document", (head) => head.document = "another"],
  ["first in labels", (head) => head.labels = "shuffled"],
  ["first in format", (head) => head.format = 3],
  ["first in data", (head) => head.data.mirror = "x"],
  ["it is of another engine, number format or data set than the rest", (head) => head.engine = 2],
  [
    "its runs have the field end.confusion, which is not known here",
    (_, runs) => runs[1].end.confusion = [1],
  ],
  ["its runs have the field note", (_, runs) => runs[2].note = "x"],
  ["it has no run", (_, runs) => runs.length = 0],
  ["its seeds do not ascend", (_, runs) => runs.reverse()],
  ["its seeds do not ascend", (_, runs) => runs[1].seed = 0],
  ["it is of other seeds than records/1-he.jsonl", (_, runs) => runs.pop()],
  ["its run with seed 1 cannot come from such a training", (_, runs) => runs[1].checkpoints = []],
  ["its run with seed 2 cannot come from such", (_, runs) => runs[2].end.iteration = 7],
  ["its run with seed 0 cannot come from such", (_, runs) => runs[0].end.deadUnits.pop()],
  ["its run with seed 0 cannot come from such", (_, runs) => runs[0].glances.every = 10],
  ["its run with seed 1 cannot come from such", (_, runs) => runs[1].checkpoints.pop()],
  ["it is JSON, but no published records", (_, runs) => runs[0].end.testAccuracy = 1.5],
  ["it is JSON, but no published records", (_, runs) => runs[0].glances.every = 0],
];

Deno.test("published records that this version does not know are refused by name, without a crash", () => {
  assertEquals(resultsOf(NOTEBOOK, "here", FILES).seeds, [0, 1, 2]);
  for (const [reason, change] of UNKNOWN) {
    let message = "";
    try {
      resultsOf(NOTEBOOK, "here", withForged(change));
    } catch (error) {
      assert(error instanceof UserError, String(error));
      message = error.message;
    }
    assertStringIncludes(message, `Cannot use here/${PATH}: `);
    assertStringIncludes(message, reason);
  }
});

Deno.test("a file of published records that no experiment names is refused, not passed over", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/records`);
    for (const [path, text] of FILES) await Deno.writeTextFile(`${folder}/${path}`, text);
    await Deno.writeTextFile(`${folder}/records/.DS_Store`, "\u0000");
    await Deno.writeTextFile(`${folder}/records/1-he.jsonl~`, "");
    assertEquals((await readPublished(NOTEBOOK, folder)).experiments.length, CHOSEN.length);
    const other = forged(FILES.get(PATH)!, (head) => head.experiment = "9-9-new");
    await Deno.writeTextFile(`${folder}/records/9-9-new.jsonl`, other);
    const refused = () => assertRejects(() => readPublished(NOTEBOOK, folder), UserError);
    assertStringIncludes(
      (await refused()).message,
      "it is of 9-9-new, which is no experiment of dnn-from-scratch-notebook here; use",
    );
    await Deno.writeTextFile(`${folder}/records/9-9-new.jsonl`, FILES.get(PATH)!);
    assertStringIncludes((await refused()).message, "it holds the runs of 2-3-adam, which belong");
  }));

Deno.test("published records without their checksum are not taken for checked ones", () => {
  const [head, ...lines] = FILES.get(PATH)!.split("\n");
  const { sha256: _, ...old } = JSON.parse(head!);
  const files = new Map([...FILES, [PATH, [JSON.stringify(old), ...lines].join("\n")]]);
  let message = "";
  try {
    resultsOf(NOTEBOOK, "here", files);
  } catch (error) {
    message = String(error);
  }
  assertStringIncludes(message, "it has no checksum, like those of earlier versions");
});

const numRuns = IS_LONG ? 3000 : 60;
Deno.test(`${numRuns} files with any value changed and the checksum put right give a report, or are refused`, () => {
  const values = fc.oneof(
    fc.constantFrom<Json>(null, -1, 0, 1, 2, 0.5, "NaN", "Infinity", "", "x", [], {}, [0.1], true),
    fc.json().map((text): Json => JSON.parse(text)),
  );
  const leaves = (value: Json, path: readonly string[] = []): string[][] =>
    typeof value !== "object" || value === null
      ? [[...path]]
      : [[...path], ...Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))];
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), values, (at, inHead, value) => {
      const files = withForged((head, runs) => {
        const target = inHead ? head : runs[1];
        const paths = leaves(target).filter((path) => path.length > 0);
        const path = paths[at % paths.length]!;
        const parent = path.slice(0, -1).reduce((one: Json, key) => one[key], target);
        parent[path.at(-1)!] = value;
      });
      try {
        const verdicts = judgeResults(resultsOf(NOTEBOOK, "here", files));
        reportOf(inLanguage(verdicts, "en"));
      } catch (error) {
        assert(error instanceof UserError, error instanceof Error ? error.stack : String(error));
        refused += 1;
      }
    }),
    { numRuns, seed: 20_261_125 },
  );
  assert(refused > numRuns / 3);
});
