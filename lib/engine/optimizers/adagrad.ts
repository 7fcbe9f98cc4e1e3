import type { Backend } from "../matrix/backend.ts";
import { DENOMINATOR_OFFSET } from "./denominator.ts";
import { LEARNING_RATE, type Settings, type UpdateRule } from "./update_rule.ts";

/** AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011). */
export interface AdagradOptions {
  /** Names the rule. */
  readonly rule: "adagrad";
  /** The length of a step, more than 0. */
  readonly learningRate: number;
}

/** What AdaGrad can be told. */
export const ADAGRAD_SETTINGS: Settings = { learningRate: LEARNING_RATE };

/** h += g g; W -= lr g / (sqrt(h) + 1e-7). */
export function adagrad(options: AdagradOptions, backend: Backend): UpdateRule {
  const rate = backend.round(options.learningRate);
  const offset = backend.round(DENOMINATOR_OFFSET);
  return {
    memories: 1,
    update: (value, gradient, [squares]) =>
      backend.adagrad(value, gradient, squares!, rate, offset),
  };
}
