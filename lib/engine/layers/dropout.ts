import { formula } from "../matrix/formula.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import { FROM_0_BELOW_1 } from "../settings.ts";
import type { LayerDefinition } from "./layer.ts";

/** Dropout (Srivastava et al., JMLR 15, 2014). */
export interface DropoutOptions {
  /** Selects the layer. */
  readonly layer: "dropout";
  /** The probability of dropping a unit, 0 to less than 1. */
  readonly p: number;
  /**
   * When to rescale for dropped units: `"test"`, as in the paper, multiplies all units by
   * 1 - p in test mode; `"train"`, as in PyTorch, multiplies those that are kept by
   * 1 / (1 - p) in training. Default `"test"`.
   */
  readonly scaling?: "test" | "train";
}

/** out = x factor. */
const SCALE = formula({
  name: "scale",
  matrices: 2,
  scalars: 1,
  plain: (round) => (x, out, factor) => {
    for (let i = 0; i < x.length; i++) out[i] = round(x[i]! * factor);
  },
  vector: ({ a, matrices: [x, out], scalars: [factor] }) => out.set(a.multiply(x.value, factor)),
});

/** In training a unit is kept if a uniform number, drawn row by row, is above p. */
export const dropout: LayerDefinition<DropoutOptions> = {
  layer: "dropout",
  options: {
    p: { range: FROM_0_BELOW_1 },
    scaling: { names: ["test", "train"], default: "test" },
  },
  formulas: [SCALE],
  create({ p, scaling }, { backend, inputs, random }) {
    const { round } = backend;
    const scale = backend.kernel(SCALE);
    const [maskRows, outputRows] = [new RowBuffer(backend, inputs), new RowBuffer(backend, inputs)];
    const kept = scaling === "train" ? round(1 / (1 - p)) : 1;
    return {
      outputs: inputs,
      forward(input, mode) {
        const output = outputRows.withRows(input.rows);
        const [x, y] = [input.values, output.values];
        if (mode === "test") {
          if (scaling === "train") return input;
          scale(x, y, round(1 - p));
          return output;
        }
        const mask = maskRows.withRows(input.rows).values;
        for (let i = 0; i < x.length; i++) {
          mask[i] = random.rand() > p ? kept : 0;
          y[i] = x[i]! * mask[i]!; // Storing rounds.
        }
        return output;
      },
      backward(gradient) {
        const g = gradient.values;
        const mask = maskRows.withRows(gradient.rows).values;
        for (let i = 0; i < g.length; i++) g[i] = g[i]! * mask[i]!;
        return gradient;
      },
    };
  },
};
