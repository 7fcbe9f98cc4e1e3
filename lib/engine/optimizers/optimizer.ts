import type { Parameter } from "../layers/layer.ts";
import type { Backend } from "../matrix/backend.ts";
import { adagrad, type AdagradOptions } from "./adagrad.ts";
import { adam, type AdamOptions } from "./adam.ts";
import { momentum, type MomentumOptions } from "./momentum.ts";
import { rmsprop, type RmspropOptions } from "./rmsprop.ts";
import { sgd, type SgdOptions } from "./sgd.ts";
import type { UpdateRule } from "./update_rule.ts";

/** An update rule with its settings. */
export type OptimizerOptions =
  | SgdOptions
  | MomentumOptions
  | AdagradOptions
  | RmspropOptions
  | AdamOptions;

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
