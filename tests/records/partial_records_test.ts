/** What a report says about partly trained or damaged self-tests and robustness. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { MNIST } from "../../lib/data/sources.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";
import { accountOf } from "../../pipeline/report/account.ts";
import { resultsOf } from "../../pipeline/records/published.ts";
import { readResults } from "../../pipeline/records/read_results.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { runSpec } from "../../pipeline/records/record.ts";
import { RecordStore } from "../../pipeline/records/record_store.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { putOnRecord, SMALL_DOCUMENT } from "../support/small_document.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const COMMON = {
  document: SMALL_DOCUMENT,
  source: MNIST,
  dtype: "f64",
  engine: ENGINE_VERSION,
} as const;
const GRID = variedExperiments(SMALL_DOCUMENT);
const { experiments, selfTests } = SMALL_DOCUMENT;
const REQUEST = {
  document: SMALL_DOCUMENT,
  experiments,
  seeds: [0, 1, 2],
  source: MNIST,
  dtype: "f64",
} as const;

/** A data folder with every record that a report can have. */
async function withRecords(
  test: (folder: string, pathOf: (id: string, seed: number) => string) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const store = new RecordStore(folder);
    await putOnRecord(store, experiments, REQUEST.seeds, COMMON);
    await putOnRecord(store, selfTests.experiments, [0, 1, 2, 3], COMMON);
    await putOnRecord(store, GRID, [0, 1, 2, 3, 4], COMMON);
    const all = [...experiments, ...selfTests.experiments, ...GRID];
    await test(folder, (id, seed) => {
      const experiment = all.find((one) => one.id === id)!;
      return store.path(runSpec(SMALL_DOCUMENT, experiment, seed, "f64", MNIST));
    });
  });
}

/** The row of the robustness table, from the conclusion on. */
function robustnessRow(markdown: string): string {
  return /<a id="robustness"><\/a>[^]*?\n\| \[X\]\(#evidence-X\) \|([^\n]*)\n/.exec(markdown)![1]!;
}

Deno.test("with every record, the report shows all of robustness and has no notes", () =>
  withRecords(async (folder) => {
    const results = await readResults(folder, REQUEST);
    assertEquals([results.damaged, results.notes], [[], []]);
    const markdown = (await makeReport(results)).get("report.md")!;
    assertEquals(robustnessRow(markdown).match(/survives/g)!.length, 5);
    assert(!markdown.includes("left out"));
  }));

Deno.test("one damaged record of robustness is named and left out, the rest is shown, and the report says so", () =>
  withRecords(async (folder, pathOf) => {
    const path = pathOf("a~half-batch", 2);
    await Deno.truncate(path, 100);
    const results = await readResults(folder, REQUEST);
    assertEquals([results.damaged, results.notes], [[path], []]);
    // The task fails although it has written, and names the file.
    const account = accountOf(results, { folder: "here", notes: ["something"] });
    assertEquals(account.out, ["note: something", "report: here/index.html and here/report.md"]);
    assertEquals(account.error[0], `damaged: ${path}`);
    assertStringIncludes(
      account.error[1]!,
      `left out; run "deno task train --document ${SMALL_DOCUMENT.id}" with --group`,
    );
    assertEquals(account.exitCode, 1);
    assertEquals(accountOf({ ...results, damaged: [] }, { folder: "x", notes: [] }).exitCode, 0);
    assertEquals(results.variations.seeds, [0, 1, 2, 3, 4]);
    const files = await makeReport(results);
    const markdown = files.get("report.md")!;
    assertEquals(robustnessRow(markdown).match(/survives/g)!.length, 5);
    assertStringIncludes(markdown, "1 of these 50 runs has no valid record and is left out");
    assertStringIncludes(markdown, "a\\~half-batch, seed 2");
    assertStringIncludes(files.get("report.ko.md")!, "이 실행 50회 가운데 1회는");
    // Its published records give the same report again.
    const again = await makeReport(resultsOf(SMALL_DOCUMENT, "it", files));
    assert([...files].every(([name, content]) => again.get(name) === content));
  }));

Deno.test("an experiment with too few intact records leaves only its own cells empty", () =>
  withRecords(async (folder, pathOf) => {
    const paths = [0, 1, 2].map((seed) => pathOf("b~half-width", seed));
    for (const path of paths) await Deno.writeTextFile(path, "");
    const results = await readResults(folder, REQUEST);
    assertEquals(results.damaged, paths);
    const markdown = (await makeReport(results)).get("report.md")!;
    assertEquals(robustnessRow(markdown).match(/survives/g)!.length, 4);
    assertStringIncludes(markdown, "3 of these 50 runs have no valid record and are left out");
  }));

Deno.test("a damaged record of a self-test is named, and the report says what is left out", () =>
  withRecords(async (folder, pathOf) => {
    const path = pathOf("a-again", 3);
    await Deno.writeTextFile(path, "{}");
    const results = await readResults(folder, REQUEST);
    assertEquals(results.damaged, [path]);
    const markdown = (await makeReport(results)).get("report.md")!;
    assert(!markdown.includes("The judge was not tested"));
    await Deno.writeTextFile(pathOf("a-again", 1), "{}");
    const fewer = await makeReport(await readResults(folder, REQUEST));
    assertStringIncludes(fewer.get("report.md")!, "The judge was not tested");
    assertStringIncludes(fewer.get("report.md")!, "a-again, seed 1");
  }));

Deno.test("partly trained robustness is not an error: common seeds are shown, with a note", () =>
  withRecords(async (folder, pathOf) => {
    await Deno.remove(pathOf("a~half-batch", 4));
    const results = await readResults(folder, REQUEST);
    assertEquals(results.damaged, []);
    assertEquals(results.variations.seeds, [0, 1, 2, 3]);
    assertEquals(results.notes, [
      'robustness: 49 of 50 runs are on record; the report shows the 4 seeds that all have; "deno task train --group robustness --document small-document" trains the rest',
    ]);
    await Deno.remove(pathOf("a~half-batch", 1));
    const fewer = await readResults(folder, REQUEST);
    assertEquals(fewer.variations, { experiments: [], seeds: [] });
    assertStringIncludes(
      fewer.notes[0]!,
      "48 of 50 runs are on record; the report shows them from",
    );
  }));

Deno.test("robustness that was not trained is not mentioned", () =>
  inTemporaryFolder(async (folder) => {
    await putOnRecord(new RecordStore(folder), experiments, REQUEST.seeds, COMMON);
    const results = await readResults(folder, REQUEST);
    assertEquals([results.damaged, results.notes], [[], []]);
  }));

Deno.test("every damaged file of a requested run is named, and missing ones are counted", () =>
  withRecords(async (folder, pathOf) => {
    const damaged = [pathOf("a", 0), pathOf("a", 2), pathOf("b", 0)];
    for (const path of damaged) await Deno.truncate(path, 10);
    await Deno.remove(pathOf("b", 1));
    const error = await assertRejects(() => readResults(folder, REQUEST), UserError);
    assertEquals(
      error.message,
      `Cannot report: 1 of 6 runs has no record (b seed 1) and 3 have a damaged one (${
        damaged.join(", ")
      }); run "deno task train --document small-document" with the same flags first`,
    );
  }));

Deno.test("a report of some experiments has no self-tests and no robustness", () =>
  withRecords(async (folder) => {
    const whole = await readResults(folder, REQUEST);
    assert(whole.selfTests.seeds.length > 0 && whole.variations.seeds.length > 0);
    const some = await readResults(folder, { ...REQUEST, experiments: experiments.slice(0, 1) });
    assertEquals([some.selfTests.seeds, some.variations.seeds], [[], []]);
  }));
