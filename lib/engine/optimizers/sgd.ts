import { formula } from "../matrix/formula.ts";
import { LEARNING_RATE, type OptimizerDefinition } from "./definition.ts";

/** Stochastic gradient descent. */
export interface SgdOptions {
  /** Selects the optimizer. */
  readonly rule: "sgd";
  /** The learning rate, more than 0. */
  readonly learningRate: number;
}

/** W -= lr g. */
export const sgd: OptimizerDefinition<SgdOptions> = {
  rule: "sgd",
  options: { learningRate: LEARNING_RATE },
  update: formula({
    name: "sgd",
    matrices: 2,
    scalars: 1,
    plain: (round) => (w, g, rate) => {
      for (let i = 0; i < w.length; i++) w[i] = round(w[i]! - round(rate * g[i]!));
    },
    vector: ({ a, matrices: [w, g], scalars: [rate] }) =>
      w.set(a.subtract(w.value, a.multiply(rate, g.value))),
  }),
  scalars: ({ learningRate }) => [learningRate],
};
