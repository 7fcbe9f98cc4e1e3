/** Records that were trained elsewhere: what is merged, what is ignored, and what is reported. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { MNIST } from "../../lib/data/sources.ts";
import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { publishedRecords } from "../../pipeline/records/published_file.ts";
import { accountOfMerge } from "../../pipeline/records/merge_account.ts";
import { mergeRecords, type MergeSummary } from "../../pipeline/records/merge_records.ts";
import { formatFormerRecord } from "../../pipeline/records/format_2.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { formatRecord, recordOf, type RunRecord } from "../../pipeline/records/record_file.ts";
import { RecordStore } from "../../pipeline/records/record_store.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { ended, startDeno, taskScript, UNPRIVILEGED } from "../support/processes.ts";
import { madeUpResults } from "../support/results.ts";
import { putOnRecord } from "../support/small_document.ts";
import { inTemporaryFolder, readTree } from "../support/temporary.ts";

const COMMON = { document: NOTEBOOK, source: MNIST, dtype: "f64", engine: ENGINE_VERSION } as const;
/** Two short experiments of the document. */
const SHORT = NOTEBOOK.experiments.filter(({ id }) =>
  ["3-2-dropout", "control-shallow-30-300-images"].includes(id)
);
const [FIRST] = SHORT;

async function put(folder: string, seeds: readonly number[], change = {}): Promise<void> {
  await putOnRecord(new RecordStore(folder), SHORT, seeds, { ...COMMON, ...change });
}

/** The first record below a folder: its path and its text. */
async function firstRecord(folder: string): Promise<readonly [path: string, text: string]> {
  const [[path, text]] = [...await readTree(folder)] as [[string, string]];
  return [`${folder}/${path}`, text];
}

/** A merge, and what the task prints about it. */
async function merged(folder: string, place: string) {
  const summary = await mergeRecords(new RecordStore(`${folder}/merged`), `${folder}/${place}`);
  return { summary, account: accountOfMerge(place, summary) };
}

function countsOf({ taken, known, others }: MergeSummary): readonly number[] {
  return [taken, known, others];
}

Deno.test("shards that are trained apart and merged have the bytes of a single run", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/one`, [0, 1, 2, 3]);
    await put(`${folder}/a`, [0, 2]);
    await put(`${folder}/b`, [3, 1, 0]);
    const { summary, account } = await merged(folder, "a");
    assertEquals(countsOf(summary), [4, 0, 0]);
    assertEquals(account, { out: ["a: 4 records taken, 0 known already"], error: [] });
    assertEquals(countsOf((await merged(folder, "b")).summary), [4, 2, 0]);
    assertEquals(await readTree(`${folder}/merged`), await readTree(`${folder}/one`));
    // Its own records, once more.
    const own = await merged(folder, "merged");
    assertEquals(own.account.out, ["merged: 0 records taken, 8 known already"]);
    assertEquals(own.account.failure, undefined);
  }));

Deno.test("a damaged record is named, the rest is merged, and the merge fails", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/a`, [0, 1]);
    const [path, text] = await firstRecord(`${folder}/a`);
    for (const wrong of ["", "{}", "[1]", text.trimEnd(), text.replace("0.9", "0.8"), ` ${text}`]) {
      await Deno.writeTextFile(path, wrong);
      const { summary, account } = await merged(folder, "a");
      assertEquals(summary.taken + summary.known, 3);
      assertEquals(account.error.length, 1);
      assertStringIncludes(account.error[0]!, `not merged: ${path}: it is not an intact record`);
      assertEquals(account.failure, "1 file not merged, see above");
    }
    // Under another name it is still a record, intact or not.
    await Deno.remove(path);
    await Deno.writeTextFile(`${folder}/a/copy.json`, text.slice(0, -100));
    assertEquals((await merged(folder, "a")).summary.problems.length, 1);
    await Deno.writeTextFile(`${folder}/a/copy.json`, text);
    assertEquals(countsOf((await merged(folder, "a")).summary), [1, 3, 0]);
  }));

Deno.test("two records of one run that differ are named, and neither replaces the other", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/a`, [0, 1]);
    const [, text] = await firstRecord(`${folder}/a`);
    const { spec, result } = JSON.parse(text);
    const store = new RecordStore(`${folder}/merged`);
    await store.write(spec, { ...result, weightsSha256: "00".repeat(32) });
    const { summary, account } = await merged(folder, "a");
    assertEquals(countsOf(summary), [3, 0, 0]);
    assertStringIncludes(
      account.error[0]!,
      `${store.path(spec)} is a record of the same run and differs`,
    );
    assertStringIncludes(await Deno.readTextFile(store.path(spec)), "0".repeat(64));
  }));

Deno.test("files that are not records are ignored and counted: our own, a Mac's, anybody's", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/data`, [0]);
    await Deno.mkdir(`${folder}/data/mnist`);
    for (
      const [name, text] of [
        ["environment.json", '{"cores":2}'],
        ["bench.json", "[]"],
        ["broken.json", "{"],
        ["mnist/train-images-idx3-ubyte", "\u0000"],
        ["README.md", "#"],
        ["runs/list.jsonl", '{"a":1}'],
        // These are nobody's.
        ["runs/.DS_Store", ""],
        ["runs/._seed-0-0123456789abcdef.json", "\u0000\u0005"],
        ["runs/seed-0-0123456789abcdef.json~", "{}"],
        ["runs/seed-0-0123456789abcdef.json.1.partial", "{}"],
      ]
    ) await Deno.writeTextFile(`${folder}/data/${name}`, text!);
    const { summary, account } = await merged(folder, "data");
    assertEquals(countsOf(summary), [2, 0, 6]);
    assertEquals(account, {
      out: ["data: 2 records taken, 0 known already; 6 other files ignored"],
      error: [],
    });
  }));

Deno.test({
  name: "links to folders and to records are followed, never in circles, and nothing counts twice",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await put(`${folder}/shard`, [0, 1]);
      const [path] = await firstRecord(`${folder}/shard`);
      await Deno.mkdir(`${folder}/links`);
      await Deno.symlink(`${folder}/shard`, `${folder}/links/one`);
      await Deno.symlink(`${folder}/shard`, `${folder}/links/two`);
      await Deno.symlink(path, `${folder}/links/three.json`);
      await Deno.symlink(`${folder}/links`, `${folder}/links/circle`);
      const { summary, account } = await merged(folder, "links");
      assertEquals(countsOf(summary), [4, 0, 0]);
      assertEquals(account.error, []);
      await Deno.symlink(`${folder}/gone`, `${folder}/links/lost`);
      const { account: lost } = await merged(folder, "links");
      assertEquals(lost.error, [
        `not merged: ${folder}/links/lost: it is a link to a file that does not exist`,
      ]);
      assert(lost.failure !== undefined);
    }),
});

Deno.test("a folder without records is an error that says what it holds", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/empty/er`, { recursive: true });
    const { account: empty } = await merged(folder, "empty");
    assertEquals(
      empty.failure,
      "there is no record in it; name a folder that holds records, such as data/runs",
    );
    await Deno.writeTextFile(`${folder}/empty/environment.json`, "{}");
    assert((await merged(folder, "empty")).account.failure !== undefined);

    await Deno.mkdir(`${folder}/zips`);
    for (const name of ["records-1.zip", "records-2.ZIP", "runs.tar.gz", "seed-0.json.gz"]) {
      await Deno.writeTextFile(`${folder}/zips/${name}`, "PK");
    }
    const { account: zips } = await merged(folder, "zips");
    assertEquals(zips.error.length, 4);
    assertStringIncludes(zips.error[0]!, "zips/records-1.zip: it is an archive; unpack it first");
    assert(zips.failure !== undefined);
    const { account: zip } = await merged(folder, "zips/records-1.zip");
    assertStringIncludes(zip.error[0]!, "it is an archive; unpack it first");

    await assertRejects(
      () => merged(folder, "none"),
      UserError,
      `Cannot merge ${folder}/none: there is no such folder or file`,
    );
  }));

Deno.test("archives beside records are named, too", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/a`, [0]);
    await Deno.writeTextFile(`${folder}/a/records-2.zip`, "PK");
    const { summary, account } = await merged(folder, "a");
    assertEquals(summary.taken, 2);
    assertEquals(account.failure, "1 file not merged, see above");
  }));

Deno.test("published records are recognised", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/reports/records`, { recursive: true });
    const results = madeUpResults({ experiments: SHORT });
    for (const [path, text] of publishedRecords(results)) {
      await Deno.writeTextFile(`${folder}/reports/${path}`, text);
    }
    for (const place of ["reports", "reports/records", "reports/records/3-2-dropout.jsonl"]) {
      const { account } = await merged(folder, place);
      assertStringIncludes(account.out[1]!, "of published records ignored, first ");
      assertEquals(
        account.failure,
        "it holds published records only; merge takes the records of data/runs",
      );
    }
    // Beside records of runs they are no failure.
    await put(`${folder}/reports`, [0]);
    assertEquals((await merged(folder, "reports")).account.failure, undefined);
  }));

Deno.test("a single record can be named instead of a folder", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/a`, [0]);
    const [path] = await firstRecord(`${folder}/a`);
    const { summary } = await merged(folder, path.slice(folder.length + 1));
    assertEquals(countsOf(summary), [1, 0, 0]);
  }));

Deno.test("records that this version cannot use are kept, counted and explained", () =>
  inTemporaryFolder(async (folder) => {
    const other = { ...FIRST!, id: "9-9-new" };
    const changed = { ...FIRST!, training: { ...FIRST!.training, batchSize: 7 } };
    const kinds: readonly (readonly [string, () => Promise<void>])[] = [
      [
        "of engine version 0; here is version 1",
        () => put(`${folder}/0`, [0], { engine: 0 }),
      ],
      [
        'of the data set "fashion"; known here are',
        () => put(`${folder}/1`, [0], { source: { ...MNIST, name: "fashion" } }),
      ],
      [
        "of other images than those that are called mnist here",
        () =>
          put(`${folder}/2`, [0], {
            source: { ...MNIST, testLabels: { ...MNIST.testLabels, sha256: "0".repeat(64) } },
          }),
      ],
      ['of the number format "f16"', () => put(`${folder}/3`, [0], { dtype: "f16" })],
      [
        "of 9-9-new, which is no experiment of dnn-from-scratch-notebook here",
        () => putOnRecord(new RecordStore(`${folder}/4`), [other], [0], COMMON),
      ],
      [
        "of another configuration of 3-2-dropout than here",
        () => putOnRecord(new RecordStore(`${folder}/5`), [changed], [0], COMMON),
      ],
    ];
    for (const [i, [reason, write]] of kinds.entries()) {
      await write();
      const { summary, account } = await merged(folder, String(i));
      assert(summary.taken > 0);
      assertEquals(account.error, []);
      assertStringIncludes(account.out[1]!, reason);
      assertStringIncludes(account.failure!, "nothing here uses any of it");
    }
    // With some usable records it does not fail, but still reports the others.
    await put(`${folder}/0`, [5]);
    const { account } = await merged(folder, "0");
    assertStringIncludes(account.out[1]!, "2 of these 4 records are of engine version 0");
    assertEquals(account.failure, undefined);
  }));

Deno.test("a record of another format is not called damaged", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/a`, [0]);
    const [path, text] = await firstRecord(`${folder}/a`);
    for (const [format, place] of [[4, path], [2, `${folder}/a/older.json`]] as const) {
      await Deno.writeTextFile(place, JSON.stringify({ ...JSON.parse(text), format }));
      const { account } = await merged(folder, place.slice(folder.length + 1));
      assertStringIncludes(
        account.error[0]!,
        `it is a record of format ${format}, and this version reads format 3`,
      );
    }
  }));

Deno.test("records of format 2 are brought up to date", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/one`, [0]);
    const records = [...(await readTree(`${folder}/one`)).values()]
      .map((text): RunRecord => JSON.parse(text));
    await Deno.mkdir(`${folder}/old`);
    for (const [i, { spec, result }] of records.entries()) {
      await Deno.writeTextFile(`${folder}/old/${i}.json`, formatFormerRecord(spec, result));
    }
    assertEquals(countsOf((await merged(folder, "old")).summary), [2, 0, 0]);
    assertEquals(await readTree(`${folder}/merged`), await readTree(`${folder}/one`));
    await Deno.truncate(`${folder}/old/0.json`, 500);
    const { account } = await merged(folder, "old");
    assertEquals(account.out, ["old: 0 records taken, 1 known already"]);
    assertStringIncludes(account.error[0]!, "old/0.json: it is not an intact record");
  }));

Deno.test("a record that leads to another folder is named, and the rest is merged", () =>
  inTemporaryFolder(async (folder) => {
    await put(`${folder}/a`, [0]);
    const [path, text] = await firstRecord(`${folder}/a`);
    const { spec, result } = recordOf(JSON.parse(text).spec, JSON.parse(text).result);
    await Deno.writeTextFile(path, formatRecord({ ...spec, experiment: "../../x" }, result));
    const { summary, account } = await merged(folder, "a");
    assertEquals(summary.taken, 1);
    assertStringIncludes(account.error[0]!, "it names something that cannot be a folder");
  }));

Deno.test({
  name:
    "merge: what cannot be read is named, the rest is taken, and it ends in one sentence with exit code 1",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await put(`${folder}/a`, [0, 1]);
      const [path] = await firstRecord(`${folder}/a`);
      await Deno.chmod(path, 0);
      await Deno.mkdir(`${folder}/a/closed`, { mode: 0 });
      const { code, out, error } = await ended(startDeno([
        ...["run", "--no-check", "--no-prompt", "--allow-read", "--allow-write", "--allow-env"],
        ...taskScript("merge"),
        "a",
        "none",
      ], { cwd: folder, under: UNPRIVILEGED }));
      assertEquals(code, 1);
      assertEquals(out, "a: 3 records taken, 0 known already\n");
      const lines = error.trim().split("\n").sort();
      assertEquals(lines.length, 3, error);
      assertStringIncludes(
        lines[0]!,
        "error: Cannot merge all of a: 2 files not merged, see above; Cannot merge ",
      );
      assertStringIncludes(lines[1]!, "closed: this folder cannot be read: it may not be read");
      assertStringIncludes(lines[2]!, `${path}: it cannot be read: it may not be read`);
      await Deno.chmod(`${folder}/a/closed`, 0o755);
    }),
});
