import type { Round } from "../matrix/dtype.ts";
import type { UpdateRule } from "./optimizer.ts";

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
export function momentum(options: MomentumOptions, round: Round): UpdateRule {
  const learningRate = round(options.learningRate);
  const keep = round(options.momentum);
  return {
    memories: 1,
    update(value, gradient, [velocity]) {
      const v = velocity!;
      for (let i = 0; i < value.length; i++) {
        v[i] = round(round(keep * v[i]!) - round(learningRate * gradient[i]!));
        value[i] = round(value[i]! + v[i]!);
      }
    },
  };
}
