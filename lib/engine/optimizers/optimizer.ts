import type { Parameter } from "../layers/layer.ts";
import type { Backend } from "../matrix/backend.ts";
import type { Round, Values } from "../matrix/dtype.ts";
import { DEFAULT_PROTOCOL } from "../protocol.ts";
import { checkName, checkObject, completeOptions } from "../settings.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import type { OptimizerDefinition, OptionsOf } from "./definition.ts";
import { momentum } from "./momentum.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

/** All optimizers. To add one, add its file and a line here. */
export const OPTIMIZERS = [
  sgd,
  momentum,
  adagrad,
  rmsprop,
  adam,
] as const;

/** An optimizer with its options. */
export type OptimizerOptions = OptionsOf<typeof OPTIMIZERS[number]>;

/** Updates a set of parameters. */
export interface Optimizer {
  /** One step: changes every parameter by its current gradient. */
  update(): void;
}

/** An optimizer of your own: its definition in place of a name, and its options. */
export interface OwnOptimizer {
  /** What defines it. */
  readonly rule: OptimizerDefinition;
  /** Its options, which are checked against those of the definition. */
  readonly [option: string]: unknown;
}

/** The definition that some options select. */
function definitionOf({ rule }: OptimizerOptions | OwnOptimizer): OptimizerDefinition {
  if (typeof (rule as OptimizerDefinition | null)?.scalars === "function") {
    return rule as OptimizerDefinition;
  }
  checkName("train with the optimizer rule", rule, OPTIMIZERS.map(({ rule }) => rule));
  return OPTIMIZERS.find((one) => one.rule === rule)!;
}

/**
 * Checks the options of an optimizer, and fills in those that are left out.
 *
 * @param round the rounding of the number format; by default none, as of f64
 * @throws {RangeError} if the rule or an option is unknown, missing or out of range
 */
export function completeOptimizer<Options extends OptimizerOptions | OwnOptimizer>(
  options: Options,
  round?: Round,
): Required<Options> {
  checkObject("train with the optimizer", options);
  const { rule, options: specs } = definitionOf(options);
  const all = { rule: { is: options.rule }, ...specs };
  return completeOptions<object>(`optimizer "${rule}"`, all, options, round) as Required<Options>;
}

/**
 * An optimizer for a set of parameters.
 *
 * @param options the rule and its options; defaults are filled in
 * @param parameters those to update; leave out what is frozen
 * @param epsilon added to a root that the update divides by
 * @throws {RangeError} as {@linkcode completeOptimizer}
 */
export function createOptimizer(
  options: OptimizerOptions | OwnOptimizer,
  parameters: readonly Parameter[],
  backend: Backend,
  epsilon: number = DEFAULT_PROTOCOL.optimizerEpsilon,
): Optimizer {
  const { round } = backend;
  const complete = { ...completeOptimizer(options, round) as Required<OptimizerOptions>, epsilon };
  const definition = definitionOf(options);
  const kernel = backend.kernel(definition.update);
  const allOperands = parameters.map(({ value: { values }, gradient }) => {
    const slots = Array.from(
      { length: definition.update.matrices - 2 },
      () => backend.allocate(values.length),
    );
    return [values, gradient.values, ...slots] as (Values | number)[];
  });
  let step = 0;
  return {
    update() {
      step += 1;
      const numbers = definition.scalars(complete, step).map(round);
      for (const operands of allOperands) {
        numbers.forEach((number, k) => operands[definition.update.matrices + k] = number);
        kernel(...operands as never[]);
      }
    },
  };
}
