import type { Parameter } from "../layers/layer.ts";
import type { Backend } from "../matrix/backend.ts";
import type { Round } from "../matrix/dtype.ts";
import { checkKeys, checkName, checkNumber, checkObject, checkRounded } from "../settings.ts";
import { adagrad, ADAGRAD_SETTINGS, type AdagradOptions } from "./adagrad.ts";
import { adam, ADAM_SETTINGS, type AdamOptions } from "./adam.ts";
import { momentum, MOMENTUM_SETTINGS, type MomentumOptions } from "./momentum.ts";
import { rmsprop, RMSPROP_SETTINGS, type RmspropOptions } from "./rmsprop.ts";
import { sgd, SGD_SETTINGS, type SgdOptions } from "./sgd.ts";
import type { Settings, UpdateRule } from "./update_rule.ts";

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

/** The same with every setting given. */
export type CompleteOptimizerOptions =
  | Required<SgdOptions>
  | Required<MomentumOptions>
  | Required<AdagradOptions>
  | Required<RmspropOptions>
  | Required<AdamOptions>;

/** The settings of every rule. */
const SETTINGS: Readonly<Record<OptimizerOptions["rule"], Settings>> = {
  sgd: SGD_SETTINGS,
  momentum: MOMENTUM_SETTINGS,
  adagrad: ADAGRAD_SETTINGS,
  rmsprop: RMSPROP_SETTINGS,
  adam: ADAM_SETTINGS,
};

/** The names of all update rules. */
export const OPTIMIZER_RULES: readonly string[] = Object.keys(SETTINGS);

/** How messages name a setting: "the learning rate", "beta1". */
function wordsFor(name: string): string {
  return name === "learningRate" ? "the learning rate" : name;
}

/**
 * Checks an update rule and its settings, and fills in those that are left out.
 *
 * @param round the rounding of the number format; by default none, as of f64
 * @throws {RangeError} if the rule or a setting is unknown, missing or out of range
 */
export function completeOptimizer(
  options: OptimizerOptions,
  round: Round = (value) => value,
): CompleteOptimizerOptions {
  checkObject("train with the optimizer", options);
  const { rule } = options;
  checkName("train with the optimizer rule", rule, OPTIMIZER_RULES);
  const settings = SETTINGS[rule];
  checkKeys("train with", `optimizer "${rule}"`, options, ["rule", ...Object.keys(settings)]);
  const complete: Record<string, unknown> = { rule };
  for (const [name, setting] of Object.entries(settings)) {
    const given = (options as unknown as Readonly<Record<string, unknown>>)[name];
    if ("names" in setting) {
      const value = given === undefined ? setting.names[0] : given;
      checkName(`train with the ${name}`, value, setting.names);
      complete[name] = value;
    } else {
      const value = given === undefined ? setting.usual : given;
      const action = `train with ${wordsFor(name)}`;
      checkNumber(action, value, setting.range);
      checkRounded(action, Number(value), setting.range, round);
      complete[name] = value;
    }
  }
  return complete as unknown as CompleteOptimizerOptions;
}

/** The rule for some settings. */
function updateRule(options: CompleteOptimizerOptions, backend: Backend): UpdateRule {
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
 * @param options the rule and its settings; those left out are as usual
 * @param parameters those to update; leave out what must stay as it is
 * @throws {RangeError} as `completeOptimizer`
 */
export function createOptimizer(
  options: OptimizerOptions,
  parameters: readonly Parameter[],
  backend: Backend,
): Optimizer {
  const rule = updateRule(completeOptimizer(options, backend.round), backend);
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
