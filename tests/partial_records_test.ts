/** What a report says of self-tests and a grid that were run in part, or of which records are damaged. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { MNIST } from "../lib/data/sources.ts";
import { variedExperiments } from "../lib/documents/vary.ts";
import { accountOf } from "../pipeline/report/account.ts";
import { resultsOf } from "../pipeline/report/published.ts";
import { readResults } from "../pipeline/report/results.ts";
import { makeReport } from "../pipeline/report/write_report.ts";
import { ENGINE_VERSION } from "../lib/engine/version.ts";
import { runSpec } from "../pipeline/training/record.ts";
import { RecordStore } from "../pipeline/training/record_store.ts";
import { UserError } from "../pipeline/system/user_error.ts";
import { putOnRecord, SMALL_DOCUMENT } from "./support/small_document.ts";
import { inTemporaryFolder } from "./support/temporary.ts";

const COMMON = {
  document: SMALL_DOCUMENT,
  source: MNIST,
  dtype: "f64",
  engine: ENGINE_VERSION,
} as const;
const GRID = variedExperiments(SMALL_DOCUMENT);
const { experiments, selfTests } = SMALL_DOCUMENT;
const WISH = {
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
    await putOnRecord(store, experiments, WISH.seeds, COMMON);
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

Deno.test("with every record there, the report has all of the grid and nothing to say", () =>
  withRecords(async (folder) => {
    const results = await readResults(folder, WISH);
    assertEquals([results.damaged, results.notes], [[], []]);
    const markdown = (await makeReport(results)).get("report.md")!;
    assertEquals(robustnessRow(markdown).match(/survives/g)!.length, 5);
    assert(!markdown.includes("left out"));
  }));

Deno.test("one damaged record of the grid is named and left out; the rest is shown, and the report says so", () =>
  withRecords(async (folder, pathOf) => {
    const path = pathOf("a~half-batch", 2);
    await Deno.truncate(path, 100);
    const results = await readResults(folder, WISH);
    assertEquals([results.damaged, results.notes], [[path], []]);
    // The task fails although it has written, and names the file.
    const account = accountOf(results, { folder: "here", notes: ["something"] });
    assertEquals(account.out, ["note: something", "report: here/index.html and here/report.md"]);
    assertEquals(account.error[0], `damaged: ${path}`);
    assertStringIncludes(
      account.error[1]!,
      "error: Cannot report in full: damaged records were left",
    );
    assertEquals(account.exitCode, 1);
    assertEquals(accountOf({ damaged: [], notes: [] }, { folder: "x", notes: [] }).exitCode, 0);
    assertEquals(results.variations.seeds, [0, 1, 2, 3, 4]);
    const files = await makeReport(results);
    const markdown = files.get("report.md")!;
    assertEquals(robustnessRow(markdown).match(/survives/g)!.length, 5);
    assertStringIncludes(markdown, "1 of these 50 runs has no valid record and is left out");
    assertStringIncludes(markdown, "a~half-batch, seed 2");
    assertStringIncludes(files.get("report.ko.md")!, "이 실행 50회 가운데 1회는");
    // What was published of it gives the same report again.
    const again = await makeReport(resultsOf(SMALL_DOCUMENT, "it", files));
    assert([...files].every(([name, content]) => again.get(name) === content));
  }));

Deno.test("an experiment of the grid with too few intact records leaves its own cells empty, no others", () =>
  withRecords(async (folder, pathOf) => {
    const paths = [0, 1, 2].map((seed) => pathOf("b~half-width", seed));
    for (const path of paths) await Deno.writeTextFile(path, "");
    const results = await readResults(folder, WISH);
    assertEquals(results.damaged, paths);
    const markdown = (await makeReport(results)).get("report.md")!;
    assertEquals(robustnessRow(markdown).match(/survives/g)!.length, 4);
    assertStringIncludes(markdown, "3 of these 50 runs have no valid record and are left out");
  }));

Deno.test("a damaged record of a self-test is named, and the report says what is left out", () =>
  withRecords(async (folder, pathOf) => {
    const path = pathOf("a-again", 3);
    await Deno.writeTextFile(path, "{}");
    const results = await readResults(folder, WISH);
    assertEquals(results.damaged, [path]);
    const markdown = (await makeReport(results)).get("report.md")!;
    assert(!markdown.includes("The judge was not tested"));
    await Deno.writeTextFile(pathOf("a-again", 1), "{}");
    const fewer = await makeReport(await readResults(folder, WISH));
    assertStringIncludes(fewer.get("report.md")!, "The judge was not tested");
    assertStringIncludes(fewer.get("report.md")!, "a-again, seed 1");
  }));

Deno.test("a grid that was run in part is no error: the seeds that all have are shown, and that is said", () =>
  withRecords(async (folder, pathOf) => {
    await Deno.remove(pathOf("a~half-batch", 4));
    const results = await readResults(folder, WISH);
    assertEquals(results.damaged, []);
    assertEquals(results.variations.seeds, [0, 1, 2, 3]);
    assertEquals(results.notes, [
      'robustness: 49 of 50 runs are on record; the report shows the 4 seeds that all have; "deno task robustness" trains the rest',
    ]);
    await Deno.remove(pathOf("a~half-batch", 1));
    const fewer = await readResults(folder, WISH);
    assertEquals(fewer.variations, { experiments: [], seeds: [] });
    assertStringIncludes(
      fewer.notes[0]!,
      "48 of 50 runs are on record; the report shows them from",
    );
  }));

Deno.test("a grid that was not run at all is not spoken of", () =>
  inTemporaryFolder(async (folder) => {
    await putOnRecord(new RecordStore(folder), experiments, WISH.seeds, COMMON);
    const results = await readResults(folder, WISH);
    assertEquals([results.damaged, results.notes], [[], []]);
  }));

Deno.test("of the runs that a report is of, every damaged file is named, and missing ones are told apart", () =>
  withRecords(async (folder, pathOf) => {
    const damaged = [pathOf("a", 0), pathOf("a", 2), pathOf("b", 0)];
    for (const path of damaged) await Deno.truncate(path, 10);
    await Deno.remove(pathOf("b", 1));
    const error = await assertRejects(() => readResults(folder, WISH), UserError);
    assertEquals(
      error.message,
      `Cannot report: 1 of 6 runs has no record (b seed 1) and 3 have a damaged one (${
        damaged.join(", ")
      }); run "deno task train" with the same flags first`,
    );
  }));

Deno.test("who asks for some experiments alone gets no self-tests and no grid beside them", () =>
  withRecords(async (folder) => {
    const whole = await readResults(folder, WISH);
    assert(whole.selfTests.seeds.length > 0 && whole.variations.seeds.length > 0);
    const some = await readResults(folder, { ...WISH, experiments: experiments.slice(0, 1) });
    assertEquals([some.selfTests.seeds, some.variations.seeds], [[], []]);
  }));
