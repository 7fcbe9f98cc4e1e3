/** Adding a document is adding a folder: the toy goes through every task, as any document must. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { variedExperiments } from "../../lib/documents/vary.ts";
import { ensureDataset } from "../../pipeline/data/ensure_dataset.ts";
import { judgeResults } from "../../pipeline/report/context.ts";
import { readResults } from "../../pipeline/records/read_results.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { trainAll } from "../../pipeline/training/train_all.ts";
import { ended, startDeno } from "../support/processes.ts";
import { inProjectCopy, projectPath } from "../support/project.ts";
import { quietProgress } from "../support/quiet_progress.ts";
import { copyTree, inTemporaryFolder, readTree } from "../support/temporary.ts";
import { TOY } from "../support/toy/mod.ts";
import { RICH_TOY, SMALL_DATASET } from "../support/toy_document.ts";

/** What a report says of another document, and must not say of the toy. */
const OF_THE_NOTEBOOK = /.{0,60}(?:MNIST|notebook|노트북|RMSprop|dropout|C0\.1).{0,60}/i;

/** Fails if something of the notebook is in the report of another document. */
function assertNothingOfTheNotebook(files: ReadonlyMap<string, string>): void {
  for (const [path, content] of files) {
    if (path.endsWith(".html")) continue; // Vega contains many words.
    assertEquals(content.match(OF_THE_NOTEBOOK)?.[0], undefined, path);
  }
}

const HAS_NUMPY = await new Deno.Command("python3", { args: ["-c", "import numpy"] })
  .output().then(({ success }) => success, () => false);
if (!HAS_NUMPY) console.log("skipped: the toy's golden file, as python3 has no NumPy");

Deno.test("a document is a folder and a line in the list: every task takes it", () =>
  inProjectCopy(async (folder) => {
    await copyTree(projectPath("tests/support/toy"), `${folder}/lib/documents/toy`);
    const list = `${folder}/lib/documents/mod.ts`;
    const text = await Deno.readTextFile(list);
    await Deno.writeTextFile(
      list,
      `import { TOY } from "./toy/mod.ts";\n${text.replace(/(DOCUMENTS.*)\];/, "$1, TOY];")}`,
    );
    const run = async (...task: string[]): Promise<string> => {
      const { code, out, error } = await ended(
        startDeno(["task", "--quiet", ...task], { cwd: folder }),
      );
      assertEquals(code, 0, `${task.join(" ")}: ${out}${error}`);
      return out;
    };
    const toy = ["--document", TOY.id];
    const published = [...toy, "--seeds", String(TOY.publication.seeds)];

    assertEquals(await run("fetch", ...toy), "drawing built-in synthetic digits\n");
    assertStringIncludes(await run("train", ...published), "training 8 runs on built-in synthetic");
    assertStringIncludes(await run("train", ...toy, "--help"), `Experiments of ${TOY.id}:`);
    assertStringIncludes(await run("publish", ...toy), "/reports/toy/index.html");
    const files = await readTree(`${folder}/reports/toy`);
    const { text: { en, ko } } = TOY.claims[0]!;
    const report = files.get("report.md")!;
    assertStringIncludes(report, en);
    assertStringIncludes(files.get("report.ko.md")!, ko);
    // Its own data set: what it records is set beside our runs.
    assertStringIncludes(report, "its prose says about 40 %");
    assertStringIncludes(report, "deno task verify --document toy\n");
    assertNothingOfTheNotebook(files);

    const verified = "3 of 3 published runs were trained again";
    assertStringIncludes(await run("verify", ...toy, "--sample", "3"), verified);
    await Deno.rename(`${folder}/data/runs`, `${folder}/elsewhere`);
    const reused = "8 of 8 runs are on record, 8 of them as published";
    assertStringIncludes(await run("train", ...published), reused);
    assertStringIncludes(await run("merge", "elsewhere"), "8 records taken");
    await run("report", ...published);
    const review = await run("review", ...toy, "reports/toy", "data/report", "--unchanged");
    assertStringIncludes(review, "all 8 runs are the same");

    assertStringIncludes(await run("replay", ...toy), "4 of 4 runs equal NumPy");
    if (!HAS_NUMPY) return;
    await Deno.remove(`${folder}/lib/documents/toy/golden`, { recursive: true });
    await run("maintain", "golden", ...toy, "--full");
    assertStringIncludes(await run("replay", ...toy), "4 of 4 runs equal NumPy");
  }));

Deno.test("a toy with one of everything is trained, judged and reported in both languages", () =>
  inTemporaryFolder(async (dataFolder) => {
    const { source } = SMALL_DATASET;
    await ensureDataset(source, { dataFolder, print: () => {}, progress: () => {} });
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const request = { document: RICH_TOY, source, seeds, dtype: "f64" as const };
    const experiments = [
      ...RICH_TOY.experiments,
      ...RICH_TOY.selfTests.experiments,
      ...variedExperiments(RICH_TOY),
    ];
    await trainAll({ ...request, experiments, dataFolder, workers: 2, progress: quietProgress() });
    const results = await readResults(dataFolder, {
      ...request,
      experiments: RICH_TOY.experiments,
    });

    const { judgement, judgeTests, comparable } = judgeResults(results);
    assert(comparable);
    assertEquals(judgement.claims.map(({ claim }) => claim.id), ["T1", "T2"]);
    assertEquals(judgement.claims[1]!.settings["as-written"].verdict, "not testable");
    assert(judgeTests !== undefined && judgeTests.tests[0]!.right);

    const files = await makeReport(results);
    for (
      const [path, words] of [
        ["report.md", ["Three neurons are enough.", "Item 1 of the toy", "½ iterations", "Narrow"]],
        ["report.ko.md", ["뉴런 셋이면 충분하다.", "장난감의 항목 1", "반복 ½", "좁은 것"]],
      ] as const
    ) {
      for (const word of words) assertStringIncludes(files.get(path)!, word);
    }
    assertNothingOfTheNotebook(files);
  }));
