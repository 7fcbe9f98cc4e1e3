import type { Matrix } from "../matrix/matrix.ts";
import type { RandomState } from "../random/random_state.ts";
import { checkCount, checkOption, FROM_0, type OptionSpec } from "../settings.ts";

/**
 * How the weights of a layer are drawn: from N(0, scale^2) with
 *
 * - `"he"`: scale = sqrt(2 / inputs) (He et al., "Delving deep into
 *   rectifiers", ICCV 2015);
 * - `"xavier"`: scale = sqrt(1 / inputs) (after Glorot and Bengio,
 *   "Understanding the difficulty of training deep feedforward neural
 *   networks", AISTATS 2010);
 * - a number: that scale, whatever the size of the layer.
 */
export type Initialisation = "he" | "xavier" | number;

/** Allowed initialisations, and the default. */
export const INITIALISATION: OptionSpec = { names: ["he", "xavier"], range: FROM_0, default: "he" };

/**
 * The standard deviation of the weights of a layer.
 *
 * @param inputs the number of inputs of the layer, 1 or more
 * @throws {RangeError} if there is no such initialisation
 */
export function weightScale(initialisation: Initialisation, inputs: number): number {
  checkOption("draw weights with the initialisation", initialisation, INITIALISATION);
  checkCount("draw weights for % inputs", inputs, 1);
  switch (initialisation) {
    case "he":
      return Math.sqrt(2 / inputs);
    case "xavier":
      return Math.sqrt(1 / inputs);
    default:
      return initialisation;
  }
}

/**
 * Draws a weight matrix (inputs, outputs), row by row.
 *
 * @throws {RangeError} if there is no such initialisation
 */
export function drawWeights(
  { rows: inputs, values }: Matrix,
  initialisation: Initialisation,
  random: RandomState,
): void {
  const scale = weightScale(initialisation, inputs);
  for (let i = 0; i < values.length; i++) values[i] = scale * random.randn();
}
