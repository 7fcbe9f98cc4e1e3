import { CsrMatrix } from "../matrix/csr_matrix.ts";
import { ADD_ROWS } from "../matrix/formula.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import { COUNT } from "../settings.ts";
import { drawWeights, INITIALISATION, type Initialisation } from "./initialisation.ts";
import { createParameter, type LayerDefinition } from "./layer.ts";
import { MASK_INACTIVE } from "./relu.ts";

/** An affine layer, which PyTorch calls linear. */
export interface AffineOptions {
  /** Selects the layer. */
  readonly layer: "affine";
  /** The number of outputs, 1 or more. */
  readonly outputs: number;
  /** How the weights are drawn; biases start at 0. Default `"he"`. */
  readonly initialisation?: Initialisation;
  /** Whether ReLU follows, which is faster than a layer of its own. Default no. */
  readonly rectify?: boolean;
}

/**
 * out = x W + b, or max(x W + b, 0); backward dW = x^T dout, db = the column sums of
 * dout, dx = dout W^T, where dout is first set to 0 wherever ReLU was not active.
 */
export const affine: LayerDefinition<AffineOptions> = {
  layer: "affine",
  options: {
    outputs: { range: COUNT },
    initialisation: INITIALISATION,
    rectify: { flag: true, default: false },
  },
  formulas: [ADD_ROWS, MASK_INACTIVE],
  create({ outputs, initialisation, rectify }, { backend, inputs, number }) {
    const weight = createParameter(`W${number}`, backend, inputs, outputs, true);
    const bias = createParameter(`b${number}`, backend, 1, outputs, false);
    const [addRows, maskInactive] = [backend.kernel(ADD_ROWS), backend.kernel(MASK_INACTIVE)];
    const [outputRows, inputGradientRows] = [outputs, inputs].map((n) => new RowBuffer(backend, n));
    const [ownInput, sparseGradient] = [new CsrMatrix(backend), new CsrMatrix(backend)];
    let input = ownInput;
    let output: Matrix;

    function forwardCsr(given: CsrMatrix): Matrix {
      input = given;
      output = outputRows!.withRows(input.rows);
      backend.affine(input, weight.value, bias.value, output, rectify);
      return output;
    }
    return {
      outputs,
      parameters: [weight, bias],
      initialise: (random) => drawWeights(weight.value, initialisation, random),
      forward(dense) {
        backend.toCsr(dense, ownInput);
        return forwardCsr(ownInput);
      },
      forwardCsr,
      backward(outputGradient, isFirst) {
        const { rows, values } = outputGradient;
        if (rectify) maskInactive(values, output.values);
        backend.multiplyTransposedA(input, outputGradient, weight.gradient);
        addRows(values, bias.gradient.values.fill(0));
        const inputGradient = inputGradientRows!.withRows(isFirst ? 0 : rows);
        if (isFirst) return inputGradient;
        backend.toCsr(outputGradient, sparseGradient);
        backend.multiplyTransposedB(sparseGradient, weight.value, inputGradient);
        return inputGradient;
      },
    };
  },
};
