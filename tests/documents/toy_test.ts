/** The toy document goes through the whole pipeline, as any document must. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { variedExperiments } from "../../lib/documents/vary.ts";
import { ensureDataset } from "../../pipeline/data/ensure_dataset.ts";
import { judgeResults } from "../../pipeline/report/context.ts";
import { readResults } from "../../pipeline/report/results.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { trainAll } from "../../pipeline/training/train_all.ts";
import { quietProgress } from "../support/quiet_progress.ts";
import { inTemporaryFolder } from "../support/temporary.ts";
import { TOY, TOY_DATASET } from "../support/toy_document.ts";

Deno.test("the toy document is trained, judged and reported in both languages", () =>
  inTemporaryFolder(async (dataFolder) => {
    const { source } = TOY_DATASET;
    await ensureDataset(source, { dataFolder, print: () => {}, progress: () => {} });
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const wish = { document: TOY, source, seeds, dtype: "f64" as const };
    const experiments = [
      ...TOY.experiments,
      ...TOY.selfTests.experiments,
      ...variedExperiments(TOY),
    ];
    await trainAll({ ...wish, experiments, dataFolder, workers: 2, progress: quietProgress() });
    const results = await readResults(dataFolder, { ...wish, experiments: TOY.experiments });

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
    // Nothing of the notebook is in the report of another document.
    for (const [path, content] of files) {
      if (path.endsWith(".html")) continue; // Vega contains many words.
      const found = content.match(
        /.{0,60}(?:MNIST|notebook|노트북|momentum|RMSprop|C0\.1).{0,60}/i,
      );
      assertEquals(found?.[0], undefined, path);
    }
  }));
