import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { ensureDataset } from "../../pipeline/data/ensure_dataset.ts";
import { readResults } from "../../pipeline/records/read_results.ts";
import { writeOwnedFolder } from "../../pipeline/report/owned_folder.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { canonicalJson } from "../../pipeline/system/canonical_json.ts";
import { sha256 } from "../../pipeline/system/sha256.ts";
import { type RunSpec, runSpec } from "../../pipeline/records/record.ts";
import { parseRecord, type RunRecord } from "../../pipeline/records/record_file.ts";
import { fingerprintOf, upgraded } from "../../pipeline/records/format_2.ts";
import { RecordStore } from "../../pipeline/records/record_store.ts";
import { plannedSpecs, trainAll } from "../../pipeline/training/train_all.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { smallExperiment } from "../support/small_experiment.ts";
import { quietProgress } from "../support/quiet_progress.ts";
import { ended, startDeno, tinyPipeline, writeTinyMirror } from "../support/processes.ts";
import { inTemporaryFolder, readTree } from "../support/temporary.ts";
import { RICH_TOY, SMALL_DATASET } from "../support/toy_document.ts";

const { source } = SMALL_DATASET;

const EXPERIMENTS = [
  smallExperiment("plain", [8]),
  smallExperiment("normalised", [9, 7], { batchNorm: true }),
  { ...smallExperiment("dropping", [12, 5], { dropout: 0.3 }), trainImages: 100 },
];
const REQUEST = {
  document: RICH_TOY,
  source,
  experiments: EXPERIMENTS,
  seeds: [0, 1],
  dtype: "f64" as const,
};

async function withData(test: (dataFolder: string) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await ensureDataset(source, { dataFolder: folder, print: () => {}, progress: () => {} });
    await test(folder);
  });
}

/** Format 2 identified the engine of version 1 by the hash of its source. */
const EARLIER_ENGINE = "b8250a004aff1f30aa9328a0d1bb6d6de5d8ebdaa661c5be82d7a1f109f0e825";

const runs = async (folder: string) => await readTree(`${folder}/runs`);

Deno.test("1 and 3 workers and any order write byte-identical records", async () => {
  await withData(async (folder) => {
    const progress = quietProgress();
    const summary = await trainAll({ ...REQUEST, dataFolder: folder, workers: 1, progress });
    assertEquals(summary, { reused: 0, trained: 6, backends: ["wasm"], failed: [] });
    const first = await runs(folder);
    assertEquals(first.size, 6);
    await Deno.remove(`${folder}/runs`, { recursive: true });
    const experiments = EXPERIMENTS.toReversed();
    await trainAll({ ...REQUEST, experiments, dataFolder: folder, workers: 3, progress });
    assertEquals(await runs(folder), first);
  });
});

Deno.test("where WebAssembly gets no memory, training says so once, and the records are the same", () =>
  inTemporaryFolder(async (folder) => {
    const mirror = await writeTinyMirror(`${folder}/mirror`);
    const train = (place: string, ...flags: string[]) => {
      const [run, ...rest] = tinyPipeline(`${folder}/${place}`, mirror, "2", "2");
      return ended(startDeno([run!, ...flags, ...rest]));
    };
    const usual = await train("usual");
    const slow = await train("slow", "--v8-flags=--wasm-max-mem-pages=16");
    assertEquals([usual.code, slow.code], [0, 0], usual.error + slow.error);
    const said = /computing with typed arrays \(the backend "blocked"\), because WebAssembly/g;
    const count = ({ out, error }: typeof slow) => `${out}${error}`.match(said)?.length ?? 0;
    assertEquals([count(usual), count(slow)], [0, 1], slow.out + slow.error);
    assertEquals(await runs(`${folder}/slow`), await runs(`${folder}/usual`));
  }));

Deno.test("what is on record is not trained again; what is damaged or missing is", async () => {
  await withData(async (folder) => {
    const lines: string[] = [];
    const context = { ...REQUEST, dataFolder: folder, workers: 2, progress: quietProgress(lines) };
    await trainAll(context);
    const before = await runs(folder);
    assertEquals((await trainAll(context)).trained, 0);
    assertEquals(lines.at(-1), "6 of 6 runs are on record; nothing to train");

    const [lost, cut, flipped] = [...before.keys()].map((path) => `${folder}/runs/${path}`);
    await Deno.remove(lost!);
    await Deno.truncate(cut!, 100);
    const text = await Deno.readTextFile(flipped!);
    await Deno.writeTextFile(flipped!, text.replace('"iteration":0', '"iteration":1'));
    lines.length = 0;
    const summary = await trainAll(context);
    assertEquals([summary.reused, summary.trained], [3, 3]);
    assertEquals(lines.filter((line) => line.includes("is damaged; training")).length, 2);
    assert(lines.some((line) => line.startsWith("resuming: 3 of 6 runs are on record")));
    assertEquals(await runs(folder), before);
  });
});

Deno.test("a run that fails is named, and the others go on", async () => {
  await withData(async (folder) => {
    const broken = smallExperiment("broken", [0]);
    const lines: string[] = [];
    const summary = await trainAll({
      ...REQUEST,
      experiments: [broken, ...EXPERIMENTS],
      seeds: [5],
      dataFolder: folder,
      workers: 2,
      progress: quietProgress(lines),
    });
    assertEquals(summary.trained, 3);
    assertEquals(summary.failed.map(({ run }) => run), ["broken, seed 5"]);
    // The place in the worker, to find the bug.
    assertMatch(summary.failed[0]!.error.stack!, /Cannot train with hidden[^]*at .*settings\.ts:/);
    assert(
      lines.some((line) => line.startsWith("broken, seed 5 failed: Cannot train with hidden")),
    );
  });
});

Deno.test("a changed experiment, seed, format, data set or engine is another run", () => {
  const keys = new Set<string>();
  const store = new RecordStore("data");
  const spec = (change: Partial<RunSpec>) =>
    store.path({ ...runSpec(RICH_TOY, EXPERIMENTS[0]!, 0, "f64", source), ...change });
  const { training } = smallExperiment("plain", [9]);
  for (
    const change of [
      {},
      { seed: 1 },
      { dtype: "f32" as const },
      { engine: 2 },
      { training },
      { trainImages: 10 },
      { data: { name: "small", sha256: "other" } },
    ]
  ) keys.add(spec(change));
  assertEquals(keys.size, 7);
  const planned = plannedSpecs(REQUEST);
  assertEquals(planned.map(({ engine }) => engine), Array(6).fill(ENGINE_VERSION));
});

Deno.test("the digest of a published run is still that of format 2", async () => {
  await withData(async (folder) => {
    await trainAll({ ...REQUEST, dataFolder: folder, workers: 2, progress: quietProgress() });
    for (const text of (await runs(folder)).values()) {
      const { spec, result } = JSON.parse(text) as RunRecord;
      const { document, ...rest } = spec;
      const earlier = { ...rest, engine: EARLIER_ENGINE };
      const digest = sha256(canonicalJson({ format: 2, spec: earlier, result }));
      assertEquals(fingerprintOf(spec, result), digest);
      assertEquals(upgraded(earlier, document), spec);
    }
  });
});

Deno.test("records of format 2 are as good as new ones, unless they are damaged", async () => {
  await withData(async (folder) => {
    const context = { ...REQUEST, dataFolder: folder, workers: 2, progress: quietProgress() };
    await trainAll(context);
    const results = await readResults(folder, REQUEST);
    const paths: string[] = [];
    for (const [path, text] of await runs(folder)) {
      const { spec: { document: _, ...rest }, result } = JSON.parse(text) as RunRecord;
      // How records were written and addressed then.
      const content = { format: 2, spec: { ...rest, engine: EARLIER_ENGINE }, result };
      const digest = (value: unknown) => sha256(canonicalJson(value));
      const place = `${folder}/runs/${rest.data.name}/${rest.dtype}/${rest.experiment}`;
      const former = `${place}/seed-${rest.seed}-${digest(content.spec).slice(0, 16)}.json`;
      await Deno.mkdir(place, { recursive: true });
      await Deno.writeTextFile(
        former,
        `${canonicalJson({ ...content, sha256: digest(content) })}\n`,
      );
      await Deno.remove(`${folder}/runs/${path}`);
      paths.push(former);
    }
    assertEquals((await trainAll(context)).trained, 0);
    const again = await readResults(folder, REQUEST);
    for (const { id } of EXPERIMENTS) assertEquals(again.runsOf(id), results.runsOf(id));
    await Deno.truncate(paths[0]!, 500);
    assertEquals((await trainAll(context)).trained, 1);
  });
});

Deno.test("a record of another run is not accepted", async () => {
  await withData(async (folder) => {
    await trainAll({
      ...REQUEST,
      seeds: [0],
      dataFolder: folder,
      workers: 2,
      progress: quietProgress(),
    });
    const [spec, other] = plannedSpecs({ ...REQUEST, seeds: [0] });
    const text = await Deno.readTextFile(new RecordStore(folder).path(spec!));
    assert(parseRecord(text, spec!) !== undefined);
    assertEquals(parseRecord(text, other!), undefined);
    for (const wrong of ["", "null", "[]", "{}", '{"format":1}', text.slice(1)]) {
      assertEquals(parseRecord(wrong, spec!), undefined);
    }
  });
});

Deno.test("a report is made from records alone, with the same bytes every time", async () => {
  await withData(async (folder) => {
    await assertRejects(
      () => readResults(folder, REQUEST),
      UserError,
      "Cannot report: 6 of 6 runs have no record (plain seed 0, plain seed 1, normalised seed 0, …)",
    );
    await trainAll({ ...REQUEST, dataFolder: folder, workers: 2, progress: quietProgress() });
    const files = await makeReport(await readResults(folder, REQUEST));
    await writeOwnedFolder(`${folder}/out`, files);
    const first = await readTree(`${folder}/out`);
    assertEquals([...first.keys()].filter((path) => path.endsWith(".svg")).length, 2 * 2 * 2);
    await writeOwnedFolder(`${folder}/out`, await makeReport(await readResults(folder, REQUEST)));
    assertEquals(await readTree(`${folder}/out`), first);
  });
});
