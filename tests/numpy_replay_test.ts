import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { MNIST } from "../lib/data/sources.ts";
import { fastestBackend } from "../lib/engine/wasm/fastest_backend.ts";
import { drawSyntheticDigits } from "../lib/data/synthetic_digits.ts";
import type { Experiment } from "../lib/documents/experiment.ts";
import { experimentOf } from "../lib/documents/document.ts";
import { EXPERIMENTS } from "../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { firstExamples, imageExamples } from "../lib/engine/training/examples.ts";
import {
  compareWithNumpy,
  type Comparison,
  type Golden,
  type GoldenRun,
  toleranceOf,
} from "../pipeline/replay/compare.ts";
import { type RunResult, runSpec } from "../pipeline/records/record.ts";
import { runExperiment } from "../pipeline/training/run_experiment.ts";
import { loadSharedDataset } from "../pipeline/training/shared_dataset.ts";
import { trainInPool } from "../pipeline/training/worker_pool.ts";
import experiments from "./golden/experiments.json" with { type: "json" };
import mnistShort from "./golden/mnist-short.json" with { type: "json" };
import synthetic from "./golden/synthetic-short.json" with { type: "json" };
import { HAS_MNIST } from "./support/mnist.ts";
import { IS_LONG } from "./support/processes.ts";
import { DEVELOPERS_DATA } from "./support/project.ts";

const goldenSynthetic = synthetic as unknown as Golden;
const goldenMnist = mnistShort as unknown as Golden;

/** An experiment cut to the length of a golden file. */
function shortened({ id }: GoldenRun, { iterations }: Golden): Experiment {
  const experiment = experimentOf({ experiments: EXPERIMENTS }, id);
  return { ...experiment, training: { ...experiment.training, iterations: iterations! } };
}

/** A result against NumPy's, with the tolerance of the experiment on these data. */
function compare(
  golden: GoldenRun,
  { losses, checkpoints }: RunResult,
  { dataset }: Golden,
): Comparison {
  const own = { losses: losses.map(Number), checkpoints };
  return compareWithNumpy(golden, own, toleranceOf(NOTEBOOK, golden.id, dataset));
}

Deno.test("the goldens were made from the experiments as they are now", () => {
  assertEquals(experiments, JSON.parse(JSON.stringify(EXPERIMENTS)));
  const ids = EXPERIMENTS.map(({ id }) => id);
  assertEquals([...new Set(goldenSynthetic.runs.map(({ id }) => id))], ids);
  assertEquals([...new Set(goldenMnist.runs.map(({ id }) => id))], ids);
});

/** The parts of the engine that an experiment uses and most others do not. */
function kindOf({ id }: GoldenRun): string {
  const { network: { activation, batchNorm, dropout }, optimizer } =
    experimentOf({ experiments: EXPERIMENTS }, id).training;
  const { learningRate: _, ...rule } = optimizer;
  return JSON.stringify([rule, activation, batchNorm, dropout]);
}

/** One golden run of each kind of experiment: the everyday form. */
function oneOfEachKind(runs: readonly GoldenRun[]): GoldenRun[] {
  return [...new Map(runs.toReversed().map((run) => [kindOf(run), run])).values()];
}

Deno.test("on synthetic digits every experiment equals NumPy's", async (t) => {
  const digits = (count: number, seed: number) => {
    const { images, labels } = drawSyntheticDigits(count, seed);
    return imageExamples(images.values, labels.values);
  };
  // The golden script took the first images of the built-in set.
  const data = {
    train: digits(goldenSynthetic.trainImages!, 1),
    test: digits(goldenSynthetic.testImages!, 2),
  };
  for (const golden of goldenSynthetic.runs.filter(({ seed }) => IS_LONG || seed === 0)) {
    await t.step(`${golden.id}, seed ${golden.seed}`, async () => {
      const experiment = shortened(golden, goldenSynthetic);
      const spec = runSpec(NOTEBOOK, experiment, golden.seed, "f64", MNIST);
      const comparison = compare(
        golden,
        await runExperiment(spec, data, fastestBackend("f64")),
        goldenSynthetic,
      );
      assert(comparison.passes, JSON.stringify(comparison));
    });
  }
});

Deno.test("firstExamples() of the synthetic digits are those of a smaller set", () => {
  const many = drawSyntheticDigits(50, 1);
  const few = drawSyntheticDigits(20, 1);
  const cut = firstExamples(imageExamples(many.images.values, many.labels.values), 20);
  assertEquals([...cut.labels], [...few.labels.values]);
  assertEquals(many.images.values.subarray(0, 20 * 784), few.images.values);
});

Deno.test({
  name: `on MNIST the first 100 iterations of ${
    IS_LONG ? "every experiment" : "an experiment of each kind"
  } equal NumPy's`,
  ignore: !HAS_MNIST,
  async fn() {
    const shared = await loadSharedDataset(DEVELOPERS_DATA, MNIST);
    const chosen = IS_LONG ? goldenMnist.runs : oneOfEachKind(goldenMnist.runs);
    const runs = chosen.map((golden) => ({
      golden,
      spec: runSpec(NOTEBOOK, shortened(golden, goldenMnist), golden.seed, "f64", MNIST),
    }));
    const problems: string[] = [];
    await trainInPool(runs.map(({ spec }) => spec), shared, navigator.hardwareConcurrency, {
      started() {},
      progressed() {},
      failed: (_, spec, message) => void problems.push(`${spec.experiment}: ${message}`),
      finished(_, spec, result) {
        const { golden } = runs.find((run) => run.spec === spec)!;
        const comparison = compare(golden, result, goldenMnist);
        if (!comparison.passes) {
          problems.push(`${spec.experiment}: ${JSON.stringify(comparison)}`);
        }
        return Promise.resolve();
      },
    });
    assertEquals(problems, []);
  },
});
