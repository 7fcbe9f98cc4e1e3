import type { Round } from "../matrix/dtype.ts";
import type { UpdateRule } from "./optimizer.ts";

/** Stochastic gradient descent. */
export interface SgdOptions {
  /** Names the rule. */
  readonly rule: "sgd";
  /** The length of a step, more than 0. */
  readonly learningRate: number;
}

/** W -= lr g. */
export function sgd(options: SgdOptions, round: Round): UpdateRule {
  const learningRate = round(options.learningRate);
  return {
    memories: 0,
    update(value, gradient) {
      for (let i = 0; i < value.length; i++) {
        value[i] = round(value[i]! - round(learningRate * gradient[i]!));
      }
    },
  };
}
