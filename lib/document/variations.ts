/**
 * Small changes of a configuration, to see whether a verdict survives them. This
 * is data.
 *
 * @module
 */

import { ARM_NAMES, type ArmName, type Claim, comparedIn, type Condition } from "./claims.ts";
import { type Experiment, experimentById } from "./experiments.ts";
import type { Text } from "./language.ts";

/** A change of every experiment that a comparison looks at. */
export interface Variation {
  /** The name in records, after the experiment's and a "~". */
  readonly id: string;
  /** The name in reports. */
  readonly name: Text;
  /** Factors; what is not named stays. */
  readonly times: {
    readonly learningRate?: number;
    readonly batchSize?: number;
    readonly width?: number;
    readonly iterations?: number;
  };
}

/** The grid, one change at a time. */
export const VARIATIONS: readonly Variation[] = [
  {
    id: "half-learning-rate",
    name: { en: "½ learning rate", ko: "학습률 ½" },
    times: { learningRate: 0.5 },
  },
  {
    id: "double-learning-rate",
    name: { en: "2 × learning rate", ko: "학습률 2배" },
    times: { learningRate: 2 },
  },
  { id: "half-batch", name: { en: "½ batch", ko: "배치 ½" }, times: { batchSize: 0.5 } },
  { id: "half-width", name: { en: "½ width", ko: "폭 ½" }, times: { width: 0.5 } },
  {
    id: "half-iterations",
    name: { en: "½ iterations", ko: "반복 ½" },
    times: { iterations: 0.5 },
  },
];

/** The seeds of the grid: 0 to one less. Enough for a verdict, few enough to wait for. */
export const VARIATION_SEEDS = 5;

/** The name of a varied experiment. */
export function variedId(experiment: string, { id }: Variation): string {
  return `${experiment}~${id}`;
}

/** An experiment, changed. */
export function vary(experiment: Experiment, variation: Variation): Experiment {
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

/** The way of testing a claim that the grid varies: the most careful there is. */
export function variedArm({ arms }: Claim): ArmName {
  return ARM_NAMES.findLast((name) => arms[name] !== undefined)!;
}

/** A claim of which every comparison looks at varied experiments, in one way only. */
export function varyClaim(claim: Claim, variation: Variation): Claim {
  const name = variedArm(claim);
  const varied = (condition: Condition): Condition =>
    condition.kind === "most" ? { ...condition, of: variedId(condition.of, variation) } : {
      ...condition,
      of: variedId(condition.of, variation),
      than: variedId(condition.than, variation),
    };
  return { ...claim, arms: { [name]: claim.arms[name]!.map(varied) } };
}

/** Every experiment of the grid, once. */
export function variedExperiments(claims: readonly Claim[]): Experiment[] {
  const ids = new Set(
    claims.flatMap((claim) => claim.arms[variedArm(claim)]!.flatMap(comparedIn)),
  );
  return VARIATIONS.flatMap((variation) =>
    [...ids].map((id) => vary(experimentById(id), variation))
  );
}
