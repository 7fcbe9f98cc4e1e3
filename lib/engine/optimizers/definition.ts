import type { Formula } from "../matrix/formula.ts";
import { type OptionSpec, type OptionSpecs, POSITIVE } from "../settings.ts";

/** An optimizer: its options, and how it updates numbers by their gradient. */
export interface OptimizerDefinition<
  Options extends { readonly rule: string } = { readonly rule: string },
> {
  /** Its name. */
  readonly rule: Options["rule"];
  /** The allowed values and the default of each of its options. */
  readonly options: OptionSpecs<Omit<Options, "rule">>;
  /**
   * The update. Its matrices are the values, their gradient, and one for each state
   * slot: numbers that the optimizer keeps for each value, 0 at first.
   */
  readonly update: Formula;
  /**
   * The scalars of the update, before rounding.
   *
   * @param options every option, and the epsilon of the protocol
   * @param step counted from 1
   */
  scalars(options: Required<Options> & { readonly epsilon: number }, step: number): number[];
}

/** The options of an optimizer; of a union, those of any. */
export type OptionsOf<D> = D extends OptimizerDefinition<infer Options> ? Options : never;

/** The learning rate, which every optimizer has and none has a default for. */
export const LEARNING_RATE: OptionSpec = { range: POSITIVE };
