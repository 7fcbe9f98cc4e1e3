import { allocateMatrix, type Backend } from "../matrix/backend.ts";
import type { Matrix } from "../matrix/matrix.ts";
import type { Round } from "../matrix/dtype.ts";
import type { RandomState } from "../random/random_state.ts";
import { checkCount, checkName, checkNumber, checkRounded, FROM_0 } from "../settings.ts";

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

/**
 * Checks an initialisation.
 *
 * @param round the rounding of the number format; by default none, as of f64
 * @throws {RangeError} if there is none of this name, or the scale is out of range
 */
export function checkInitialisation(
  initialisation: Initialisation,
  round: Round = (value) => value,
): void {
  if (typeof initialisation !== "number") {
    checkName("train with the initialisation", initialisation, INITIALISATIONS);
    return;
  }
  checkNumber("train with weights of the scale", initialisation, FROM_0);
  checkRounded("train with weights of the scale", initialisation, FROM_0, round);
}

/**
 * The standard deviation of the weights of a layer with so many inputs.
 *
 * @param inputs 1 or more
 * @throws {RangeError} if there is no such initialisation
 */
export function weightScale(
  initialisation: Initialisation,
  inputs: number,
): number {
  checkInitialisation(initialisation);
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
 * A weight matrix (inputs, outputs), drawn row by row.
 *
 * @throws {RangeError} if there is no such initialisation
 */
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
