import type { Backend } from "../matrix/backend.ts";
import { LEARNING_RATE, type Settings, type UpdateRule } from "./update_rule.ts";

/** Stochastic gradient descent. */
export interface SgdOptions {
  /** Names the rule. */
  readonly rule: "sgd";
  /** The length of a step, more than 0. */
  readonly learningRate: number;
}

/** What SGD can be told. */
export const SGD_SETTINGS: Settings = { learningRate: LEARNING_RATE };

/** W -= lr g. */
export function sgd(options: SgdOptions, backend: Backend): UpdateRule {
  const rate = backend.round(options.learningRate);
  return {
    memories: 0,
    update: (value, gradient) => backend.sgd(value, gradient, rate),
  };
}
