import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { MNIST } from "../../lib/data/sources.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { SELF_TEST_EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/self_tests.ts";
import type { Results } from "../../pipeline/records/results.ts";
import type { Run } from "../../pipeline/records/run.ts";
import { madeUpRun } from "./runs.ts";

/** Made-up results of all experiments; a report must not care. */
export function madeUpResults(change: Partial<Results> = {}): Results {
  const seeds = change.seeds ?? [0];
  const runsOf = (id: string): Run[] => {
    const experiment = EXPERIMENTS.find((candidate) => candidate.id === id);
    if (experiment === undefined) return [];
    const { iterations, network } = experiment.training;
    const layers = network.hidden.length;
    const every = experiment.trainImages === undefined ? 600 : 3;
    const count = Math.ceil(iterations / every);
    const plain = madeUpRun({ divergedAt: id === "2-2-rmsprop-corrected-lr-0.01" ? 17 : null });
    return seeds.map((seed) => ({
      ...plain,
      seed,
      end: {
        ...plain.end,
        iteration: iterations - 1,
        activationDeviations: Array.from({ length: layers }, (_, k) => 1 / (1 + k)),
        deadUnits: Array(layers).fill(0.25),
        gradientNorms: Array(layers + 1).fill(0.5),
      },
      checkpoints: Array.from({ length: count }, (_, k) => ({
        iteration: k * every,
        trainAccuracy: 1 - 0.9 / (k + 1),
        testAccuracy: 0.99 - (0.89 + 0.001 * seed) / (k + 1),
      })),
      probes: {
        every: 20,
        accuracies: Array.from(
          { length: iterations / 20 },
          (_, k) => 0.97 - (0.87 - 0.01 * seed) / (k + 1),
        ),
      },
      lossMeans: {
        every: 50,
        values: Array.from({ length: iterations / 50 }, (_, k) => 2.3 / (1 + k / (1 + id.length))),
      },
    }));
  };
  return {
    document: NOTEBOOK,
    source: MNIST,
    dtype: "f64",
    seeds,
    experiments: EXPERIMENTS,
    engine: 1,
    selfTests: { experiments: SELF_TEST_EXPERIMENTS, seeds: [] },
    variations: { experiments: [], seeds: [] },
    runsOf,
    ...change,
  };
}
