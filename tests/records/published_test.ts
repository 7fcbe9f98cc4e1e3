import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { SETTINGS } from "../../lib/documents/claim.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { MNIST } from "../../lib/data/sources.ts";
import { judge, type JudgedPart } from "../../lib/verdict/judge.ts";
import { judgeSelfTests } from "../../lib/verdict/self_test.ts";
import { readPublished } from "../../pipeline/records/published.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { differingFiles, readFolder } from "../../pipeline/review/report_folder.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { runSpec } from "../../pipeline/records/record.ts";
import { recordOf } from "../../pipeline/records/record_file.ts";
import { loadSharedDataset } from "../../pipeline/training/shared_dataset.ts";
import { summariseRun } from "../../pipeline/records/summarise.ts";
import { trainInPool } from "../../pipeline/training/worker_pool.ts";
import { firstDifference } from "../../pipeline/records/first_difference.ts";
import { goldenPath } from "../../pipeline/replay/golden.ts";
import { HAS_MNIST } from "../support/mnist.ts";
import { DEVELOPERS_DATA, PUBLISHED } from "../support/project.ts";

const results = await readPublished(NOTEBOOK, PUBLISHED);

Deno.test("the published report is of 30 seeds, all experiments, MNIST, float64 and this engine", () => {
  assertEquals(results.seeds, Array.from({ length: 30 }, (_, seed) => seed));
  assertEquals(results.experiments, EXPERIMENTS);
  assertEquals([results.source.name, results.dtype], ["mnist", "f64"]);
  assertEquals(results.engine, ENGINE_VERSION);
});

Deno.test("the published report follows from its records, byte for byte", async () => {
  assertEquals(differingFiles(await makeReport(results), await readFolder(PUBLISHED)), []);
});

const NUMBERS = ["mean", "low", "high", "p", "pAdjusted"] as const;

/** What judge_golden.py writes. */
interface SciPyVerdicts {
  readonly tests: number;
  readonly settings: readonly {
    readonly claim: string;
    readonly setting: string;
    readonly verdict: string;
    readonly parts: readonly (Record<typeof NUMBERS[number], number> & { verdict: string })[];
  }[];
}

/** The numbers of a part that SciPy computes as well. */
function numbersOf({ evidence, verdict }: JudgedPart) {
  assert(evidence.kind !== "none");
  const [mean, [low, high]] = evidence.kind === "paired"
    ? [evidence.summary.mean, evidence.summary.interval95]
    : [evidence.share, evidence.interval];
  const { p, pAdjusted } = evidence;
  return { mean, low, high, p: p.difference, pAdjusted: pAdjusted.difference, verdict };
}

Deno.test("every published verdict is what SciPy and docs/verdicts.md make of the records", async () => {
  const golden: SciPyVerdicts = JSON.parse(
    await Deno.readTextFile(goldenPath(NOTEBOOK, "verdicts.json")),
  );
  const judgement = judge(NOTEBOOK, results.runsOf);
  assertEquals(judgement.tests, golden.tests);
  const ours = judgement.claims.flatMap(({ claim, settings }) =>
    SETTINGS.filter((name) => settings[name].parts.length > 0)
      .map((name) => ({ claim: claim.id, setting: name, ...settings[name] }))
  );
  assertEquals(ours.length, golden.settings.length);
  for (const { claim, setting, verdict, parts } of ours) {
    const expected = golden.settings.find((row) => row.claim === claim && row.setting === setting)!;
    assertEquals(verdict, expected.verdict, `${claim} ${setting}`);
    assertEquals(parts.length, expected.parts.length);
    parts.map(numbersOf).forEach((part, i) => {
      const theirs = expected.parts[i]!;
      assertEquals(part.verdict, theirs.verdict, `${claim} ${setting} ${i}`);
      for (const name of NUMBERS) {
        // p-values reach down to 1e-60, so they are compared by their size.
        const scale = name.startsWith("p") ? theirs[name] : 1;
        const near = Math.abs(part[name] - theirs[name]) <= 1e-7 * scale + 1e-300;
        assert(near, `${claim} ${setting} ${i} ${name}: ${part[name]}, SciPy has ${theirs[name]}`);
      }
    });
  }
});

Deno.test("the judge is right in all published self-tests", () => {
  assertEquals(results.selfTests.seeds.length, 30);
  const judged = judgeSelfTests(NOTEBOOK, results.runsOf);
  assertEquals(judged.length, NOTEBOOK.selfTests.tests.length);
  for (const { test, right, part } of judged) {
    assert(right, `${test.name.en}: ${part.verdict}`);
  }
});

Deno.test({
  name: "published runs, trained again here, are the same bit for bit",
  ignore: !HAS_MNIST,
  async fn() {
    const shared = await loadSharedDataset(DEVELOPERS_DATA, MNIST);
    const chosen = [["control-shallow-30-300-images", 29], ["0-shallow-30", 17]] as const;
    const specs = chosen.map(([id, seed]) => {
      const experiment = EXPERIMENTS.find((candidate) => candidate.id === id)!;
      return runSpec(NOTEBOOK, experiment, seed, results.dtype, MNIST, results.engine);
    });
    const compared: (string | undefined)[] = [];
    await trainInPool(specs, shared, 2, {
      started() {},
      progressed() {},
      failed: (_, spec, error) => void compared.push(`${spec.experiment}: ${error}`),
      finished(_, spec, result) {
        const record = recordOf(spec, result);
        const run = results.runsOf(spec.experiment).find(({ seed }) => seed === spec.seed)!;
        compared.push(firstDifference(run, summariseRun(record, 0)));
        return Promise.resolve();
      },
    });
    assertEquals(compared, [undefined, undefined]);
  },
});
