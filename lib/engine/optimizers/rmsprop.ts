import { formula } from "../matrix/formula.ts";
import { FROM_0_BELOW_1 } from "../settings.ts";
import { LEARNING_RATE, type OptimizerDefinition } from "./definition.ts";

/** RMSprop (Tieleman and Hinton, Coursera lecture 6.5, 2012). */
export interface RmspropOptions {
  /** Selects the optimizer. */
  readonly rule: "rmsprop";
  /** The learning rate, more than 0. */
  readonly learningRate: number;
  /** The share of itself that the mean of the squares keeps, 0 to less than 1. Default 0.99. */
  readonly decay?: number;
  /**
   * How the decay enters: `"multiply"` is RMSprop. `"add"` is a slip, `h += decay` for
   * `h *= decay`, with which h grows without end and the steps shrink like 1 / sqrt(t).
   * Default `"multiply"`.
   */
  readonly decayBy?: "multiply" | "add";
}

/**
 * h = decay h + (1 - decay) g g; W -= lr g / (sqrt(h) + epsilon). The update has
 * keep h + added, where `"multiply"` keeps the decay and adds 0, which changes no bit of
 * h; `"add"` keeps 1 and adds the decay.
 */
export const rmsprop: OptimizerDefinition<RmspropOptions> = {
  rule: "rmsprop",
  options: {
    learningRate: LEARNING_RATE,
    decay: { range: FROM_0_BELOW_1, default: 0.99 },
    decayBy: { names: ["multiply", "add"], default: "multiply" },
  },
  update: formula({
    name: "rmsprop",
    matrices: 3,
    scalars: 5,
    plain: (round) => (w, g, h, rate, epsilon, keep, added, oneMinusDecay) => {
      for (let i = 0; i < w.length; i++) {
        const old = round(round(keep * h[i]!) + added);
        h[i] = round(old + round(round(oneMinusDecay * g[i]!) * g[i]!));
        const divisor = round(round(Math.sqrt(h[i]!)) + epsilon);
        w[i] = round(w[i]! - round(round(rate * g[i]!) / divisor));
      }
    },
    vector({ a, matrices: [w, g, h], scalars, once }) {
      const [rate, epsilon, keep, added, oneMinusDecay] = scalars;
      const gradient = once(g.value);
      const old = a.add(a.multiply(keep, h.value), added);
      const squares = once(a.add(old, a.multiply(a.multiply(oneMinusDecay, gradient), gradient)));
      h.set(squares);
      const divisor = a.add(a.squareRoot(squares), epsilon);
      w.set(a.subtract(w.value, a.divide(a.multiply(rate, gradient), divisor)));
    },
  }),
  scalars: ({ learningRate, epsilon, decay, decayBy }) => [
    learningRate,
    epsilon,
    ...(decayBy === "multiply" ? [decay, 0] : [1, decay]),
    1 - decay,
  ],
};
