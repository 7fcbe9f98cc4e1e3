import { integerPower } from "../math/integer_power.ts";
import type { Backend } from "../matrix/backend.ts";
import { DENOMINATOR_OFFSET } from "./denominator.ts";
import { FROM_0_BELOW_1 } from "../settings.ts";
import { LEARNING_RATE, type Settings, type UpdateRule } from "./update_rule.ts";

/** Adam (Kingma and Ba, ICLR 2015). */
export interface AdamOptions {
  /** Names the rule. */
  readonly rule: "adam";
  /** The length of a step, more than 0. */
  readonly learningRate: number;
  /** What the mean of the gradients keeps of itself at each step, 0 to less than 1. Default 0.9. */
  readonly beta1?: number;
  /** What the mean of their squares keeps of itself at each step, 0 to less than 1. Default 0.999. */
  readonly beta2?: number;
}

/** What Adam can be told. */
export const ADAM_SETTINGS: Settings = {
  learningRate: LEARNING_RATE,
  beta1: { range: FROM_0_BELOW_1, usual: 0.9 },
  beta2: { range: FROM_0_BELOW_1, usual: 0.999 },
};

/**
 * In step t: lr_t = lr sqrt(1 - beta2^t) / (1 - beta1^t);
 * m += (1 - beta1) (g - m); v += (1 - beta2) (g g - v);
 * W -= lr_t m / (sqrt(v) + 1e-7).
 */
export function adam(options: Required<AdamOptions>, backend: Backend): UpdateRule {
  const { learningRate, beta1, beta2 } = options;
  const { round } = backend;
  const take1 = round(1 - beta1);
  const take2 = round(1 - beta2);
  const offset = round(DENOMINATOR_OFFSET);
  let rate = 0;
  return {
    memories: 2,
    beginStep(step) {
      const root = Math.sqrt(1 - integerPower(beta2, step));
      rate = round(learningRate * root / (1 - integerPower(beta1, step)));
    },
    update: (value, gradient, [means, squares]) =>
      backend.adam(value, gradient, means!, squares!, rate, offset, take1, take2),
  };
}
