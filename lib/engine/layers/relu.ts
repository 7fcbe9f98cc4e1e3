import { type Formula, formula } from "../matrix/formula.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { LayerDefinition } from "./layer.ts";

/** A rectified linear unit. */
export interface ReluOptions {
  /** Selects the layer. */
  readonly layer: "relu";
}

/** out = max(x, 0); NaN stays. */
export const RECTIFY: Formula<2, 0, 0> = formula({
  name: "rectify",
  matrices: 2,
  plain: () => (x, out) => {
    for (let i = 0; i < x.length; i++) out[i] = x[i]! <= 0 ? 0 : x[i]!;
  },
  vector({ a, matrices: [x, out], once }) {
    const value = once(x.value);
    out.set(a.select(a.atMost(value, a.zero), a.zero, value));
  },
});

/** gradient = 0 where the output is 0. */
export const MASK_INACTIVE: Formula<2, 0, 0> = formula({
  name: "maskInactive",
  matrices: 2,
  plain: () => (gradient, output) => {
    for (let i = 0; i < gradient.length; i++) if (output[i] === 0) gradient[i] = 0;
  },
  vector: ({ a, matrices: [gradient, output] }) =>
    gradient.set(a.select(a.differ(output.value, a.zero), gradient.value, a.zero)),
});

/** max(x, 0); the gradient at exactly 0 is 0. NaN passes: a diverged run must show. */
export const relu: LayerDefinition<ReluOptions> = {
  layer: "relu",
  options: {},
  formulas: [RECTIFY, MASK_INACTIVE],
  create(_, { backend, inputs }) {
    const [rectify, maskInactive] = [backend.kernel(RECTIFY), backend.kernel(MASK_INACTIVE)];
    const outputRows = new RowBuffer(backend, inputs);
    let output: Matrix;
    return {
      outputs: inputs,
      forward(input) {
        output = outputRows.withRows(input.rows);
        rectify(input.values, output.values);
        return output;
      },
      backward(gradient) {
        maskInactive(gradient.values, output.values);
        return gradient;
      },
    };
  },
};
