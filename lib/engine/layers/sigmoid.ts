import { exp } from "../math/exp.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { LayerDefinition } from "./layer.ts";

/** The logistic function. */
export interface SigmoidOptions {
  /** Selects the layer. */
  readonly layer: "sigmoid";
}

/** y = 1 / (1 + exp(-x)); backward dx = dout (1 - y) y. */
export const sigmoid: LayerDefinition<SigmoidOptions> = {
  layer: "sigmoid",
  options: {},
  formulas: [],
  create(_, { backend, inputs }) {
    const { round } = backend;
    const outputRows = new RowBuffer(backend, inputs);
    let output: Matrix;
    return {
      outputs: inputs,
      forward({ rows, values: x }) {
        output = outputRows.withRows(rows);
        const y = output.values;
        for (let i = 0; i < x.length; i++) y[i] = round(1 / round(1 + round(exp(-x[i]!))));
        return output;
      },
      backward(gradient) {
        const [g, y] = [gradient.values, output.values];
        for (let i = 0; i < g.length; i++) {
          g[i] = round(round(g[i]! * round(1 - y[i]!)) * y[i]!);
        }
        return gradient;
      },
    };
  },
};
