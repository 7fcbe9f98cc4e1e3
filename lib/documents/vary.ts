import { type Claim, comparedIn, type Condition, type Setting, SETTINGS } from "./claim.ts";
import { type Document, experimentOf } from "./document.ts";
import { checkKeys, checkNumber, POSITIVE } from "../engine/settings.ts";
import type { Experiment } from "./experiment.ts";
import type { Variation } from "./variation.ts";

/** The name of a varied experiment. */
export function variedId(experiment: string, { id }: Variation): string {
  return `${experiment}~${id}`;
}

/** Everything that a variation can change. */
const FACTORS: readonly (keyof Variation["times"])[] = [
  "learningRate",
  "batchSize",
  "width",
  "iterations",
];

/**
 * An experiment with a variation applied.
 *
 * @throws {RangeError} if a factor is unknown, or is not a number greater than 0
 */
export function vary(experiment: Experiment, variation: Variation): Experiment {
  checkKeys("vary", "variation", variation.times, FACTORS);
  for (const factor of Object.values(variation.times)) {
    checkNumber("vary an experiment by the factor", factor, POSITIVE);
  }
  const { learningRate = 1, batchSize = 1, width = 1, iterations = 1 } = variation.times;
  const { training } = experiment;
  return {
    ...experiment,
    id: variedId(experiment.id, variation),
    title: `${experiment.title}, ${variation.name.en}`,
    purpose: {
      en: `${experiment.id} with ${variation.name.en}`,
      ko: `${experiment.id}, ${variation.name.ko}`,
    },
    training: {
      ...training,
      network: {
        ...training.network,
        hidden: training.network.hidden.map((units) => Math.max(1, Math.round(units * width))),
      },
      optimizer: {
        ...training.optimizer,
        learningRate: training.optimizer.learningRate * learningRate,
      },
      batchSize: Math.max(1, Math.round(training.batchSize * batchSize)),
      iterations: Math.max(1, Math.round(training.iterations * iterations)),
    },
  };
}

/** The setting of a claim that the grid varies: the most controlled that it has. */
export function variedSetting({ settings }: Claim): Setting {
  return SETTINGS.findLast((name) => settings[name] !== undefined)!;
}

/** A claim about varied experiments, in that setting alone. */
export function varyClaim(claim: Claim, variation: Variation): Claim {
  const name = variedSetting(claim);
  const varied = (condition: Condition): Condition =>
    condition.kind === "most" ? { ...condition, of: variedId(condition.of, variation) } : {
      ...condition,
      of: variedId(condition.of, variation),
      than: variedId(condition.than, variation),
    };
  return { ...claim, settings: { [name]: claim.settings[name]!.map(varied) } };
}

/** Every experiment of a document's grid, once. */
export function variedExperiments(
  { claims, experiments, variations }: Pick<Document, "claims" | "experiments" | "variations">,
): Experiment[] {
  const ids = new Set(
    claims.flatMap((claim) => claim.settings[variedSetting(claim)]!.flatMap(comparedIn)),
  );
  return variations.grid.flatMap((variation) =>
    [...ids].map((id) => vary(experimentOf({ experiments }, id), variation))
  );
}
