import { integerPower } from "../math/integer_power.ts";
import { formula } from "../matrix/formula.ts";
import { FROM_0_BELOW_1 } from "../settings.ts";
import { LEARNING_RATE, type OptimizerDefinition } from "./definition.ts";

/** Adam (Kingma and Ba, ICLR 2015). */
export interface AdamOptions {
  /** Selects the optimizer. */
  readonly rule: "adam";
  /** The learning rate, more than 0. */
  readonly learningRate: number;
  /** The share of itself that the mean gradient keeps, 0 to less than 1. Default 0.9. */
  readonly beta1?: number;
  /** The share of itself that the mean squared gradient keeps, 0 to less than 1. Default 0.999. */
  readonly beta2?: number;
}

/**
 * In step t: lr_t = lr sqrt(1 - beta2^t) / (1 - beta1^t);
 * m += (1 - beta1) (g - m); v += (1 - beta2) (g g - v);
 * W -= lr_t m / (sqrt(v) + epsilon).
 */
export const adam: OptimizerDefinition<AdamOptions> = {
  rule: "adam",
  options: {
    learningRate: LEARNING_RATE,
    beta1: { range: FROM_0_BELOW_1, default: 0.9 },
    beta2: { range: FROM_0_BELOW_1, default: 0.999 },
  },
  update: formula({
    name: "adam",
    matrices: 4,
    scalars: 4,
    plain: (round) => (w, g, m, v, rate, epsilon, oneMinusBeta1, oneMinusBeta2) => {
      for (let i = 0; i < w.length; i++) {
        m[i] = round(m[i]! + round(oneMinusBeta1 * round(g[i]! - m[i]!)));
        v[i] = round(v[i]! + round(oneMinusBeta2 * round(round(g[i]! * g[i]!) - v[i]!)));
        const divisor = round(round(Math.sqrt(v[i]!)) + epsilon);
        w[i] = round(w[i]! - round(round(rate * m[i]!) / divisor));
      }
    },
    vector({ a, matrices: [w, g, m, v], scalars, once }) {
      const [rate, epsilon, oneMinusBeta1, oneMinusBeta2] = scalars;
      const towards = (old: typeof rate, target: typeof rate, share: typeof rate) =>
        a.add(old, a.multiply(share, a.subtract(target, old)));
      const gradient = once(g.value);
      const mean = once(towards(once(m.value), gradient, oneMinusBeta1));
      m.set(mean);
      const squares = once(
        towards(once(v.value), a.multiply(gradient, gradient), oneMinusBeta2),
      );
      v.set(squares);
      const divisor = a.add(a.squareRoot(squares), epsilon);
      w.set(a.subtract(w.value, a.divide(a.multiply(rate, mean), divisor)));
    },
  }),
  scalars({ learningRate, beta1, beta2, epsilon }, step) {
    const root = Math.sqrt(1 - integerPower(beta2, step));
    const rate = learningRate * root / (1 - integerPower(beta1, step));
    return [rate, epsilon, 1 - beta1, 1 - beta2];
  },
};
