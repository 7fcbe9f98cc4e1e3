import type { Parameter } from "../layers/layer.ts";
import type { Backend } from "../matrix/backend.ts";
import type { Values } from "../matrix/dtype.ts";
import { adagrad, type AdagradOptions } from "./adagrad.ts";
import { adam, type AdamOptions } from "./adam.ts";
import { momentum, type MomentumOptions } from "./momentum.ts";
import { rmsprop, type RmspropOptions } from "./rmsprop.ts";
import { sgd, type SgdOptions } from "./sgd.ts";

/** An update rule with its settings. */
export type OptimizerOptions =
  | SgdOptions
  | MomentumOptions
  | AdagradOptions
  | RmspropOptions
  | AdamOptions;

/** How one update rule changes numbers. */
export interface UpdateRule {
  /** How many numbers it remembers for each number that it updates. */
  readonly memories: 0 | 1 | 2;
  /** What depends on the step alone. @param step counted from 1 */
  beginStep?(step: number): void;
  /**
   * Changes `value` in place.
   *
   * @param gradient of the same length
   * @param memory as many arrays of the same length as it has memories, at
   *   first all 0
   */
  update(value: Values, gradient: Values, memory: readonly Values[]): void;
}

/** Applies an update rule to a set of parameters. */
export interface Optimizer {
  /** One step: changes every parameter by its present gradient. */
  update(): void;
}

/** The rule for some settings. */
function updateRule(options: OptimizerOptions, backend: Backend): UpdateRule {
  switch (options.rule) {
    case "sgd":
      return sgd(options, backend);
    case "momentum":
      return momentum(options, backend);
    case "adagrad":
      return adagrad(options, backend);
    case "rmsprop":
      return rmsprop(options, backend);
    case "adam":
      return adam(options, backend);
  }
}

/**
 * An optimizer for a set of parameters.
 *
 * @param parameters those to update; leave out what must stay as it is
 */
export function createOptimizer(
  options: OptimizerOptions,
  parameters: readonly Parameter[],
  backend: Backend,
): Optimizer {
  const rule = updateRule(options, backend);
  const slots = parameters.map(({ value, gradient }) => ({
    value: value.values,
    gradient: gradient.values,
    memory: Array.from(
      { length: rule.memories },
      () => backend.allocate(value.values.length),
    ),
  }));
  let step = 0;
  return {
    update() {
      step += 1;
      rule.beginStep?.(step);
      for (const { value, gradient, memory } of slots) {
        rule.update(value, gradient, memory);
      }
    },
  };
}
