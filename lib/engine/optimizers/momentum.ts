import type { Backend } from "../matrix/backend.ts";
import { FROM_0_BELOW_1 } from "../settings.ts";
import { LEARNING_RATE, type Settings, type UpdateRule } from "./update_rule.ts";

/** Gradient descent with momentum (Polyak, 1964). */
export interface MomentumOptions {
  /** Names the rule. */
  readonly rule: "momentum";
  /** The length of a step, more than 0. */
  readonly learningRate: number;
  /** What the velocity keeps of itself at each step, 0 to less than 1. Default 0.9. */
  readonly momentum?: number;
}

/** What momentum can be told. */
export const MOMENTUM_SETTINGS: Settings = {
  learningRate: LEARNING_RATE,
  momentum: { range: FROM_0_BELOW_1, usual: 0.9 },
};

/** v = momentum v - lr g; W += v. */
export function momentum(options: Required<MomentumOptions>, backend: Backend): UpdateRule {
  const rate = backend.round(options.learningRate);
  const keep = backend.round(options.momentum);
  return {
    memories: 1,
    update: (value, gradient, [velocity]) =>
      backend.momentum(value, gradient, velocity!, rate, keep),
  };
}
