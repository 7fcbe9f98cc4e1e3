import type { Document } from "../../lib/documents/document.ts";
import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { type RunResult, runSpec } from "../../pipeline/records/record.ts";
import type { RecordStore } from "../../pipeline/records/record_store.ts";
import type { Results } from "../../pipeline/records/results.ts";
import { smallExperiment } from "./small_experiment.ts";

const [A, B] = [smallExperiment("a", [8]), smallExperiment("b", [4])];

/** A document of one conclusion: a is better than b. */
export const SMALL_DOCUMENT: Document = {
  ...NOTEBOOK,
  id: "small-document",
  experiments: [A, B],
  claims: [{
    id: "X",
    kind: "better",
    text: { en: "a is better than b.", ko: "a가 b보다 낫다." },
    source: { item: "1", lines: [1, 1], sha256: "" },
    settings: {
      "as-written": [{ kind: "more", measure: "accuracy-after-training", of: "a", than: "b" }],
    },
    changes: {},
  }],
  recorded: { ...NOTEBOOK.recorded, numbers: {}, readings: [] },
  defects: [],
  selfTests: {
    experiments: [{ ...A, id: "a-again", firstSeed: 1000 }],
    tests: [{
      name: { en: "a is no better than itself", ko: "a는 자기보다 낫지 않다" },
      condition: { kind: "more", measure: "accuracy-after-training", of: "a-again", than: "a" },
      expected: ["no meaningful difference", "inconclusive"],
    }],
    seeds: 4,
  },
  races: [],
};

/** What a run might have given; what is "b" in any way does worse. */
function madeUpResult({ id, training }: Experiment, seed: number): RunResult {
  const { iterations, network } = training;
  const accuracy = (id.startsWith("b") ? 0.7 : 0.9) + 0.001 * (seed % 3);
  const examined = (iteration: number) => ({
    iteration,
    trainAccuracy: accuracy + 0.02,
    testAccuracy: accuracy,
    activations: network.hidden.map(() => ({
      mean: 0.5,
      standardDeviation: 0.5,
      zeros: 0.5,
      deadUnits: 0,
    })),
    gradientNorms: [...network.hidden, 0].map(() => 0.5),
  });
  return {
    checkpoints: [examined(0)],
    end: examined(iterations - 1),
    glances: { every: 20, accuracies: Array(Math.ceil(iterations / 20)).fill(accuracy) },
    losses: Array.from({ length: iterations }, (_, i) => 1 / (1 + i)),
    divergedAt: null,
    weightsSha256: "ab".repeat(32),
  };
}

/** Puts made-up runs on record. */
export async function putOnRecord(
  store: RecordStore,
  experiments: readonly Experiment[],
  seeds: readonly number[],
  { document, dtype, source, engine }: Pick<Results, "document" | "dtype" | "source" | "engine">,
): Promise<void> {
  for (const experiment of experiments) {
    for (const seed of seeds) {
      const spec = runSpec(document, experiment, seed, dtype, source, engine);
      await store.write(spec, madeUpResult(experiment, seed));
    }
  }
}
