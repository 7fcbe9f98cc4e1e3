import type { Formula } from "../matrix/formula.ts";
import { POSITIVE, type Setting, type Settings } from "../settings.ts";

/** An optimizer: its settings, and how it updates numbers by their gradient. */
export interface OptimizerDefinition<Options extends { readonly rule: string }> {
  /** Its name. */
  readonly rule: Options["rule"];
  /** What its settings may be, and their defaults. */
  readonly settings: Settings<Omit<Options, "rule">>;
  /**
   * The update. Its matrices are the values, their gradient, and one for each state
   * slot: numbers that the optimizer keeps for each value, 0 at first.
   */
  readonly update: Formula;
  /**
   * The scalars of the update, before rounding.
   *
   * @param options every setting, and the epsilon of the protocol
   * @param step counted from 1
   */
  scalars(options: Required<Options> & { readonly epsilon: number }, step: number): number[];
}

/** The settings of an optimizer; of a union, those of any. */
export type OptionsOf<D> = D extends OptimizerDefinition<infer Options> ? Options : never;

/** The learning rate, which every optimizer has and none has a default for. */
export const LEARNING_RATE: Setting = { range: POSITIVE };
