import type { Backend } from "../matrix/backend.ts";
import { DENOMINATOR_OFFSET } from "./denominator.ts";
import { FROM_0_BELOW_1 } from "../settings.ts";
import { LEARNING_RATE, type Settings, type UpdateRule } from "./update_rule.ts";

/** RMSprop (Tieleman and Hinton, Coursera lecture 6.5, 2012). */
export interface RmspropOptions {
  /** Names the rule. */
  readonly rule: "rmsprop";
  /** The length of a step, more than 0. */
  readonly learningRate: number;
  /** What the mean of the squares keeps of itself at each step, 0 to less than 1. Default 0.99. */
  readonly decay?: number;
  /**
   * How the decay enters: `"multiply"` is RMSprop; `"add"` is the document's
   * slip, `h += decay` for `h *= decay`, with which h grows without end and the
   * steps shrink like 1 / sqrt(t). Default `"multiply"`.
   */
  readonly decayBy?: "multiply" | "add";
}

/** What RMSprop can be told. */
export const RMSPROP_SETTINGS: Settings = {
  learningRate: LEARNING_RATE,
  decay: { range: FROM_0_BELOW_1, usual: 0.99 },
  decayBy: { names: ["multiply", "add"] },
};

/**
 * h = decay h (or decay + h, see the options) + (1 - decay) g g;
 * W -= lr g / (sqrt(h) + 1e-7).
 */
export function rmsprop(options: Required<RmspropOptions>, backend: Backend): UpdateRule {
  const { round } = backend;
  const rate = round(options.learningRate);
  const offset = round(DENOMINATOR_OFFSET);
  const decay = round(options.decay);
  const take = round(1 - options.decay);
  const update = options.decayBy === "multiply" ? backend.rmsprop : backend.rmspropAsWritten;
  return {
    memories: 1,
    update: (value, gradient, [squares]) =>
      update(value, gradient, squares!, rate, offset, decay, take),
  };
}
