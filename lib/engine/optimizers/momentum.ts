import type { Backend } from "../matrix/backend.ts";
import type { UpdateRule } from "./update_rule.ts";

/** Gradient descent with momentum (Polyak, 1964). */
export interface MomentumOptions {
  /** Names the rule. */
  readonly rule: "momentum";
  /** The length of a step, more than 0. */
  readonly learningRate: number;
  /** What the velocity keeps of itself at each step, 0..1. */
  readonly momentum: number;
}

/** v = momentum v - lr g; W += v. */
export function momentum(options: MomentumOptions, backend: Backend): UpdateRule {
  const rate = backend.round(options.learningRate);
  const keep = backend.round(options.momentum);
  return {
    memories: 1,
    update: (value, gradient, [velocity]) =>
      backend.momentum(value, gradient, velocity!, rate, keep),
  };
}
