import { formula } from "../matrix/formula.ts";
import { LEARNING_RATE, type OptimizerDefinition } from "./definition.ts";

/** AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011). */
export interface AdagradOptions {
  /** Selects the optimizer. */
  readonly rule: "adagrad";
  /** The learning rate, more than 0. */
  readonly learningRate: number;
}

/** h += g g; W -= lr g / (sqrt(h) + epsilon). */
export const adagrad: OptimizerDefinition<AdagradOptions> = {
  rule: "adagrad",
  options: { learningRate: LEARNING_RATE },
  update: formula({
    name: "adagrad",
    matrices: 3,
    scalars: 2,
    plain: (round) => (w, g, h, rate, epsilon) => {
      for (let i = 0; i < w.length; i++) {
        h[i] = round(h[i]! + round(g[i]! * g[i]!));
        const divisor = round(round(Math.sqrt(h[i]!)) + epsilon);
        w[i] = round(w[i]! - round(round(rate * g[i]!) / divisor));
      }
    },
    vector({ a, matrices: [w, g, h], scalars: [rate, epsilon], once }) {
      const gradient = once(g.value);
      const squares = once(a.add(h.value, a.multiply(gradient, gradient)));
      h.set(squares);
      const divisor = a.add(a.squareRoot(squares), epsilon);
      w.set(a.subtract(w.value, a.divide(a.multiply(rate, gradient), divisor)));
    },
  }),
  scalars: ({ learningRate, epsilon }) => [learningRate, epsilon],
};
