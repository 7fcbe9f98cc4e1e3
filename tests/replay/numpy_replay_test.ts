import { assert, assertEquals } from "@std/assert";
import { SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import { drawSyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { type Document, experimentOf } from "../../lib/documents/document.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { firstExamples, imageExamples } from "../../lib/engine/training/examples.ts";
import { cacheState } from "../../pipeline/data/cache.ts";
import { compareWithNumpy, type Comparison, toleranceOf } from "../../pipeline/replay/compare.ts";
import { type Golden, goldenPath, type GoldenRun } from "../../pipeline/replay/golden.ts";
import { type RunResult, runSpec } from "../../pipeline/records/record.ts";
import { runExperiment } from "../../pipeline/training/run_experiment.ts";
import { loadSharedDataset } from "../../pipeline/training/shared_dataset.ts";
import { trainInPool } from "../../pipeline/training/worker_pool.ts";
import { IS_LONG } from "../support/processes.ts";
import { DEVELOPERS_DATA } from "../support/project.ts";

/** The short golden runs of a document on a data set. */
async function readGolden(document: Document, dataset: string): Promise<Golden> {
  return JSON.parse(await Deno.readTextFile(goldenPath(document, `${dataset}-short.json`)));
}

/** An experiment cut to the length of a golden file. */
function shortened(document: Document, id: string, { iterations }: Golden): Experiment {
  const experiment = experimentOf(document, id);
  return { ...experiment, training: { ...experiment.training, iterations: iterations! } };
}

/** A result against NumPy's, with the tolerance of the experiment on these data. */
function compare(
  document: Document,
  golden: GoldenRun,
  { losses, checkpoints }: RunResult,
  dataset: string,
): Comparison {
  const own = { losses: losses.map(Number), checkpoints };
  return compareWithNumpy(golden, own, toleranceOf(document, golden.id, dataset));
}

/** The parts of the engine that an experiment uses and most others do not. */
function kindOf({ training: { network, optimizer } }: Experiment): string {
  const { activation, batchNorm, dropout } = network;
  const { learningRate: _, ...rule } = optimizer;
  return JSON.stringify([rule, activation, batchNorm, dropout]);
}

/** One golden run of each kind of experiment: the everyday form. */
function oneOfEachKind(document: Document, runs: readonly GoldenRun[]): GoldenRun[] {
  const kind = ({ id }: GoldenRun) => kindOf(experimentOf(document, id));
  return [...new Map(runs.toReversed().map((run) => [kind(run), run])).values()];
}

for (const document of DOCUMENTS) {
  Deno.test(`${document.id} on synthetic digits: every experiment equals NumPy's`, async (t) => {
    const golden = await readGolden(document, SYNTHETIC_DIGITS.name);
    const digits = (count: number, seed: number) => {
      const { images, labels } = drawSyntheticDigits(count, seed);
      return imageExamples(images.values, labels.values);
    };
    // The golden script took the first images of the built-in set.
    const data = { train: digits(golden.trainImages!, 1), test: digits(golden.testImages!, 2) };
    for (const run of golden.runs.filter(({ seed }) => IS_LONG || seed === 0)) {
      await t.step(`${run.id}, seed ${run.seed}`, async () => {
        const experiment = shortened(document, run.id, golden);
        const spec = runSpec(document, experiment, run.seed, "f64", SYNTHETIC_DIGITS);
        const result = await runExperiment(spec, data, fastestBackend("f64"));
        const comparison = compare(document, run, result, golden.dataset);
        assert(comparison.passes, JSON.stringify(comparison));
      });
    }
  });

  const { dataset } = document;
  const { problems: [problem] } = await cacheState(DEVELOPERS_DATA, dataset);
  if (problem !== undefined) console.log(`skipped: ${document.id} against NumPy, as ${problem}`);

  Deno.test({
    name: `${document.id} on ${dataset.title}: the first iterations of ${
      IS_LONG ? "every experiment" : "an experiment of each kind"
    } equal NumPy's`,
    // A document on synthetic digits has had its test.
    ignore: problem !== undefined || dataset === SYNTHETIC_DIGITS,
    async fn() {
      const golden = await readGolden(document, dataset.name);
      const shared = await loadSharedDataset(DEVELOPERS_DATA, dataset);
      const chosen = IS_LONG ? golden.runs : oneOfEachKind(document, golden.runs);
      const specs = new Map(chosen.map((run) => {
        const experiment = shortened(document, run.id, golden);
        return [runSpec(document, experiment, run.seed, "f64", dataset), run] as const;
      }));
      const problems: string[] = [];
      await trainInPool([...specs.keys()], shared, navigator.hardwareConcurrency, {
        started() {},
        progressed() {},
        failed: (_, spec, message) => void problems.push(`${spec.experiment}: ${message}`),
        finished(_, spec, result) {
          const comparison = compare(document, specs.get(spec)!, result, dataset.name);
          if (!comparison.passes) {
            problems.push(`${spec.experiment}: ${JSON.stringify(comparison)}`);
          }
          return Promise.resolve();
        },
      });
      assertEquals(problems, []);
    },
  });
}

Deno.test("firstExamples() of the synthetic digits are those of a smaller set", () => {
  const many = drawSyntheticDigits(50, 1);
  const few = drawSyntheticDigits(20, 1);
  const cut = firstExamples(imageExamples(many.images.values, many.labels.values), 20);
  assertEquals([...cut.labels], [...few.labels.values]);
  assertEquals(many.images.values.subarray(0, 20 * 784), few.images.values);
});
