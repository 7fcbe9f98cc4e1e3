import type { Experiment } from "../../lib/documents/experiment.ts";
import type { NetworkOptions } from "../../lib/engine/network/network_options.ts";

/** An experiment on small images that takes no time. */
export function smallExperiment(
  id: string,
  hidden: readonly number[],
  extra: Partial<NetworkOptions> = {},
): Experiment {
  return {
    id,
    kind: "as-written",
    title: id,
    purpose: { en: `For tests: ${id}`, ko: `시험용: ${id}` },
    training: {
      network: { inputs: 784, hidden, classes: 10, ...extra },
      optimizer: { rule: "adam", learningRate: 0.01, beta1: 0.9, beta2: 0.999 },
      batchSize: 20,
      iterations: 40,
    },
  };
}
