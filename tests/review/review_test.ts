import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { compareReports, isUnchanged } from "../../pipeline/review/compare.ts";
import { makeReview } from "../../pipeline/review/make_review.ts";
import {
  differingFiles,
  parseReport,
  readFolder,
  type ReviewedReport,
} from "../../pipeline/review/report_folder.ts";
import type { Verdict } from "../../lib/verdict/verdict.ts";
import type { Configuration } from "../../pipeline/records/record.ts";
import type { Run } from "../../pipeline/records/run.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { runsEndingAt } from "../support/runs.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

function report(
  runs: Record<string, readonly Run[]>,
  verdict: Verdict | undefined,
): ReviewedReport {
  const settings = verdict === undefined ? {} : { "corrected": { verdict, parts: [] } };
  return {
    name: "a report",
    verdicts: { format: 2, tests: 1, claims: [{ id: "C1.1", settings }] },
    records: new Map(
      Object.entries(runs).map(([id, runs]) =>
        [id, { configuration: { experiment: id } as Configuration, runs }] as const
      ),
    ),
  };
}

const RUNS = runsEndingAt([0.9, 0.91, 0.92]);

Deno.test("a review of two identical reports says that nothing changed", async () => {
  const one = report({ a: RUNS }, "holds");
  const comparison = compareReports(one, one);
  assertEquals(comparison, {
    before: one,
    after: one,
    verdicts: [],
    grounds: [],
    reworded: [],
    experiments: [],
    files: [],
    same: 3,
    differing: 0,
    added: 0,
    removed: 0,
  });
  const markdown = (await makeReview(comparison)).get("review.md")!;
  assertStringIncludes(markdown, "# Nothing changed");
  assertStringIncludes(markdown, "Yes: all 3 runs are the same.");
});

Deno.test("a review names changed verdicts first, then bits, then numbers", async () => {
  const changed = RUNS.map((run, i) =>
    i === 1 ? { ...run, probes: { every: 20, accuracies: [0.1, 0.5] } } : run
  );
  const comparison = compareReports(
    report({ a: RUNS, gone: RUNS }, "holds"),
    report({ a: changed, new: RUNS.slice(0, 1) }, "contradicted"),
  );
  assertEquals(comparison.verdicts, [
    { claim: "C1.1", setting: "corrected", before: "holds", after: "contradicted" },
  ]);
  const { same, differing, added, removed } = comparison;
  assertEquals([same, differing, added, removed], [2, 1, 1, 3]);
  const files = await makeReview(comparison);
  const markdown = files.get("review.md")!;
  assertEquals([...files.keys()].sort(), [
    "charts/overlay-a-narrow-dark.svg",
    "charts/overlay-a-narrow-light.svg",
    "charts/overlay-a-wide-dark.svg",
    "charts/overlay-a-wide-light.svg",
    "comment.md",
    "review.md",
  ]);
  // Comments cannot show charts.
  assert(markdown.includes("<picture>") && !files.get("comment.md")!.includes("<picture>"));
  assertStringIncludes(markdown, "# 1 verdict changed");
  const places = [
    "| C1.1 | Corrected | all | holds | **contradicted** |",
    "No: 1 run of 3",
    "| a | 91.00 ± ",
  ]
    .map((text) => markdown.indexOf(text));
  assert(places.every((place) => place > 0), String(places));
  assertEquals([...places].sort((a, b) => a - b), places);
  assertStringIncludes(
    markdown,
    "seed 1: the accuracy on the first test images after iteration 20",
  );
});

Deno.test("a review of everything changed still fits a pull-request comment", async () => {
  const many = (accuracy: number) =>
    Object.fromEntries(
      Array.from(
        { length: 500 },
        (_, i) => [`experiment-${i}`, runsEndingAt([accuracy, accuracy])],
      ),
    );
  const comparison = compareReports(report(many(0.9), "holds"), report(many(0.8), undefined));
  const markdown = (await makeReview(comparison)).get("review.md")!;
  assert(markdown.length < 65_536);
  assertStringIncludes(markdown, "And 440 more.");
});

Deno.test("reports that differ in one byte or one file are not unchanged", () =>
  inTemporaryFolder(async (folder) => {
    for (const name of ["a", "b"]) {
      await Deno.mkdir(`${folder}/${name}/records`, { recursive: true });
      await Deno.writeTextFile(`${folder}/${name}/report.md`, "text");
      await Deno.writeTextFile(`${folder}/${name}/records/x.jsonl`, "{}");
    }
    const differing = async () =>
      differingFiles(await readFolder(`${folder}/a`), await readFolder(`${folder}/b`));
    assertEquals(await differing(), []);
    await Deno.writeTextFile(`${folder}/b/report.md`, "texT");
    await Deno.remove(`${folder}/a/records/x.jsonl`);
    assertEquals(await differing(), ["records/x.jsonl", "report.md"]);
    const one = report({ a: RUNS }, "holds");
    const comparison = compareReports(one, one, ["report.md"]);
    assert(!isUnchanged(comparison));
    const markdown = (await makeReview(comparison)).get("review.md")!;
    assertStringIncludes(markdown, "1 file changed, first report.md.");
  }));

Deno.test("a folder without a report is refused in a sentence", () => {
  assertThrows(
    () => parseReport("here", new Map()),
    UserError,
    "Cannot review here: it holds no published report",
  );
});

Deno.test("verdicts of format 1, which called settings arms, are read like the current ones", () => {
  const read = (verdicts: unknown): unknown =>
    parseReport("it", new Map([["verdicts.json", JSON.stringify(verdicts)]])).verdicts;
  const setting = { verdict: "holds", parts: [{ condition: {}, verdict: "holds", count: 3 }] };
  const old = { format: 1, tests: 1, claims: [{ id: "C1", arms: { corrected: setting } }] };
  const now = { format: 2, tests: 1, claims: [{ id: "C1", settings: { corrected: setting } }] };
  assertEquals(read(now), now);
  assertEquals(read(old), now);
  for (const mixed of [{ ...old, format: 2 }, { ...now, format: 1 }]) {
    assertThrows(() => read(mixed), UserError, "verdicts.json holds no verdicts");
  }
});
