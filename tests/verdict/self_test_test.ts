import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { comparedIn } from "../../lib/documents/claim.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import {
  SELF_TEST_EXPERIMENTS,
  SELF_TESTS,
} from "../../lib/documents/dnn-from-scratch-notebook/self_tests.ts";
import { drawSyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import { experimentOf } from "../../lib/documents/document.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { imageExamples } from "../../lib/engine/training/examples.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import { sideOf } from "../../lib/verdict/verdict.ts";
import { judgeSelfTests } from "../../lib/verdict/self_test.ts";
import { runSpec } from "../../pipeline/records/record.ts";
import { recordOf } from "../../pipeline/records/record_file.ts";
import { runExperiment } from "../../pipeline/training/run_experiment.ts";
import type { Run } from "../../pipeline/records/run.ts";
import { summariseRun } from "../../pipeline/records/summarise.ts";
import { smallDataset } from "../support/small_dataset.ts";

/** Seeds, iterations and width of the short form. */
const SEEDS = 10;
const ITERATIONS = 150;

/** An experiment made short, on a narrow network. */
function shortened(experiment: Experiment): Experiment {
  const { training } = experiment;
  return {
    ...experiment,
    training: {
      ...training,
      iterations: ITERATIONS,
      network: { ...training.network, hidden: training.network.hidden.map(() => 20) },
    },
  };
}

const digits = (count: number, seed: number) => {
  const { images, labels } = drawSyntheticDigits(count, seed);
  return imageExamples(images.values, labels.values);
};

async function trainShort(): Promise<(id: string) => readonly Run[]> {
  const data = { train: digits(1000, 1), test: digits(300, 2) };
  const { source } = smallDataset(10, 10);
  const backend = fastestBackend("f64");
  const ids = SELF_TESTS.flatMap(({ condition }) => comparedIn(condition));
  const runs = new Map<string, Run[]>();
  for (const id of new Set(ids)) {
    const own = SELF_TEST_EXPERIMENTS.find((experiment) => experiment.id === id);
    const experiment = shortened(own ?? experimentOf({ experiments: EXPERIMENTS }, id));
    const list: Run[] = [];
    for (let seed = 0; seed < SEEDS; seed++) {
      backend.release?.();
      const spec = runSpec(NOTEBOOK, experiment, seed, "f64", source);
      const result = await runExperiment(spec, data, backend);
      const record = recordOf(spec, result);
      list.push(summariseRun(record, experiment.firstSeed ?? 0));
    }
    runs.set(id, list);
  }
  return (id) => runs.get(id) ?? [];
}

Deno.test("the judge says what is known beforehand: the self-tests in short, on synthetic digits", async () => {
  const runsOf = await trainShort();
  const [same, shuffled, healthy, planted] = judgeSelfTests(NOTEBOOK, runsOf);
  // The same experiment with other seeds: no side may be taken.
  const side = sideOf(same!.part.verdict);
  assert(side === "open" || side === "neither", same!.part.verdict);
  // Shuffled labels end near a tenth.
  assert(shuffled!.right, shuffled!.part.verdict);
  for (const run of runsOf("self-test-shuffled")) assert(run.end.testAccuracy < 0.2);
  // The planted slip turns the verdict over.
  assert(healthy!.right, healthy!.part.verdict);
  assert(planted!.right, planted!.part.verdict);
  assertEquals([sideOf(planted!.part.verdict), sideOf(healthy!.part.verdict) === "for"], [
    "for",
    false,
  ]);
});
