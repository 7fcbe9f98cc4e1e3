import { formula } from "../matrix/formula.ts";
import { FROM_0_BELOW_1 } from "../settings.ts";
import { LEARNING_RATE, type OptimizerDefinition } from "./definition.ts";

/** Gradient descent with momentum (Polyak, 1964). */
export interface MomentumOptions {
  /** Selects the optimizer. */
  readonly rule: "momentum";
  /** The learning rate, more than 0. */
  readonly learningRate: number;
  /** The share of itself that the velocity keeps at each step, 0 to less than 1. Default 0.9. */
  readonly momentum?: number;
}

/** v = momentum v - lr g; W += v. */
export const momentum: OptimizerDefinition<MomentumOptions> = {
  rule: "momentum",
  options: { learningRate: LEARNING_RATE, momentum: { range: FROM_0_BELOW_1, default: 0.9 } },
  update: formula({
    name: "momentum",
    matrices: 3,
    scalars: 2,
    plain: (round) => (w, g, v, rate, momentum) => {
      for (let i = 0; i < w.length; i++) {
        v[i] = round(round(momentum * v[i]!) - round(rate * g[i]!));
        w[i] = round(w[i]! + v[i]!);
      }
    },
    vector({ a, matrices: [w, g, v], scalars: [rate, momentum], once }) {
      const velocity = once(
        a.subtract(a.multiply(momentum, v.value), a.multiply(rate, g.value)),
      );
      v.set(velocity);
      w.set(a.add(w.value, velocity));
    },
  }),
  scalars: ({ learningRate, momentum }) => [learningRate, momentum],
};
