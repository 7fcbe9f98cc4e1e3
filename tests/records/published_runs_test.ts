/** Published runs are on record: they are trained again only on request. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { ensureDataset } from "../../pipeline/data/ensure_dataset.ts";
import { publishedFolder } from "../../pipeline/system/folders.ts";
import { readPublishedRuns } from "../../pipeline/records/published_runs.ts";
import { readResults } from "../../pipeline/records/read_results.ts";
import { writeOwnedFolder } from "../../pipeline/report/owned_folder.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { RecordStore } from "../../pipeline/records/record_store.ts";
import { plannedSpecs, trainAll } from "../../pipeline/training/train_all.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { quietProgress } from "../support/quiet_progress.ts";
import { smallExperiment } from "../support/small_experiment.ts";
import { inTemporaryFolder } from "../support/temporary.ts";
import { RICH_TOY, SMALL_DATASET } from "../support/toy_document.ts";

const { source } = SMALL_DATASET;
const REQUEST = {
  document: RICH_TOY,
  source,
  dtype: "f64" as const,
  seeds: [0, 1, 2],
  experiments: RICH_TOY.experiments,
};

/** A clone: the toy document's report is published in it, and nothing else is there. */
async function inClone(test: (root: string, lines: string[]) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (root) => {
    const dataFolder = `${root}/data`;
    await ensureDataset(source, { dataFolder, print: () => {}, progress: () => {} });
    await trainAll({ ...REQUEST, dataFolder, workers: 2, progress: quietProgress() });
    const files = await makeReport(await readResults(dataFolder, REQUEST));
    await writeOwnedFolder(`${root}/${publishedFolder(RICH_TOY)}`, files);
    await Deno.remove(`${dataFolder}/runs`, { recursive: true });
    await test(root, []);
  });
}

Deno.test("a clone with one new experiment trains that one, and reports all", () =>
  inClone(async (root, lines) => {
    const published = await readPublishedRuns(RICH_TOY, root);
    assertEquals(published.size, 6);
    const gained = smallExperiment("gained", [5]);
    const document = { ...RICH_TOY, experiments: [...RICH_TOY.experiments, gained] };
    const request = { ...REQUEST, document, experiments: document.experiments };
    const dataFolder = `${root}/data`;
    const summary = await trainAll({
      ...request,
      published,
      dataFolder,
      workers: 2,
      progress: quietProgress(lines),
    });
    assertEquals([summary.reused, summary.trained], [6, 3]);
    assert(lines[0]!.startsWith("resuming: 6 of 9 runs are on record, 6 of them as published"));
    const results = await readResults(dataFolder, request, published);
    assertEquals(results.experiments.map(({ id }) => id), ["narrow", "wide", "gained"]);
    assertEquals(results.runsOf("wide").length, 3);
    // Without the published runs there is nothing to report.
    await assertRejects(
      () => readResults(dataFolder, request),
      UserError,
      "6 of 9 runs have no record",
    );
  }));

Deno.test("a record that differs from the published run is an error", () =>
  inClone(async (root) => {
    const published = await readPublishedRuns(RICH_TOY, root);
    const dataFolder = `${root}/data`;
    await trainAll({ ...REQUEST, dataFolder, workers: 2, progress: quietProgress() });
    const again = await readResults(dataFolder, REQUEST, published);
    assertEquals(again.runsOf("wide"), (await readResults(dataFolder, REQUEST)).runsOf("wide"));
    const store = new RecordStore(dataFolder);
    const [spec] = plannedSpecs(REQUEST);
    const record = await store.read(spec!);
    assert(typeof record !== "string");
    await store.write(spec!, { ...record.result, weightsSha256: "0".repeat(64) });
    const { message } = await assertRejects(
      () => readResults(dataFolder, REQUEST, published),
      UserError,
      "is not the run that was published (the final weights have the digest 0000",
    );
    assertStringIncludes(message, '"deno task verify --document rich-toy"');
  }));

Deno.test("damaged published records are named, not ignored", () =>
  inClone(async (root) => {
    const path = `${root}/${publishedFolder(RICH_TOY)}/records/wide.jsonl`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('"divergedAt":null', '"divergedAt":3'));
    await assertRejects(() => readPublishedRuns(RICH_TOY, root), UserError, `Cannot use ${path}`);
    // A clone without any report has nothing published.
    await Deno.remove(`${root}/reports`, { recursive: true });
    assertEquals((await readPublishedRuns(RICH_TOY, root)).size, 0);
  }));

Deno.test("missing published records, and those without a checksum, are named", () =>
  inClone(async (root) => {
    const path = `${root}/${publishedFolder(RICH_TOY)}/records/wide.jsonl`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(
      path,
      text.replace(/"sha256":"[0-9a-f]{64}","trainImages"/, '"trainImages"'),
    );
    await assertRejects(() => readPublishedRuns(RICH_TOY, root), UserError, "it has no checksum");
    await Deno.remove(path);
    await assertRejects(
      () => readPublishedRuns(RICH_TOY, root),
      UserError,
      "its manifest lists records/wide.jsonl, which does not exist",
    );
  }));
