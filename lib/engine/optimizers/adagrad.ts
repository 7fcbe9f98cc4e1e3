import type { Round } from "../matrix/dtype.ts";
import { DENOMINATOR_OFFSET } from "./denominator.ts";
import type { UpdateRule } from "./optimizer.ts";

/** AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011). */
export interface AdagradOptions {
  /** Names the rule. */
  readonly rule: "adagrad";
  /** The length of a step, more than 0. */
  readonly learningRate: number;
}

/** h += g g; W -= lr g / (sqrt(h) + 1e-7). */
export function adagrad(options: AdagradOptions, round: Round): UpdateRule {
  const learningRate = round(options.learningRate);
  const offset = round(DENOMINATOR_OFFSET);
  return {
    memories: 1,
    update(value, gradient, [squares]) {
      const h = squares!;
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i]!;
        h[i] = round(h[i]! + round(g * g));
        const denominator = round(round(Math.sqrt(h[i]!)) + offset);
        value[i] = round(value[i]! - round(round(learningRate * g) / denominator));
      }
    },
  };
}
