import { allocateMatrix, type Backend } from "../matrix/backend.ts";
import type { Matrix } from "../matrix/matrix.ts";
import type { RandomState } from "../random/random_state.ts";

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

/** The initialisations that have a name, the default first. */
export const INITIALISATIONS: readonly string[] = ["he", "xavier"];

/** The standard deviation of the weights of a layer with so many inputs. */
export function weightScale(
  initialisation: Initialisation,
  inputs: number,
): number {
  switch (initialisation) {
    case "he":
      return Math.sqrt(2 / inputs);
    case "xavier":
      return Math.sqrt(1 / inputs);
    default:
      return initialisation;
  }
}

/** A weight matrix (inputs, outputs), drawn row by row. */
export function drawWeights(
  backend: Backend,
  inputs: number,
  outputs: number,
  initialisation: Initialisation,
  random: RandomState,
): Matrix {
  const weight = allocateMatrix(backend, inputs, outputs);
  const scale = weightScale(initialisation, inputs);
  const { values } = weight;
  for (let i = 0; i < values.length; i++) values[i] = scale * random.randn();
  return weight;
}
