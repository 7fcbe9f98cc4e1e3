import { completeLayer, type LayerOptions, type OwnLayer } from "../layers/mod.ts";
import type { Round } from "../matrix/dtype.ts";
import { DEFAULT_PROTOCOL } from "../protocol.ts";
import {
  checkKeys,
  completeOptions,
  COUNT,
  FROM_0,
  type OptionSpecs,
  POSITIVE,
  show,
} from "../settings.ts";

/** A network for classification as a list of layers; softmax and cross entropy follow. */
export interface NetworkDefinition {
  /** The number of inputs, 1 or more. */
  readonly inputs: number;
  /** The layers, one or more; the last has an output for each class, 2..256. */
  readonly layers: readonly (LayerOptions | OwnLayer)[];
  /** L2 regularisation: adds lambda/2 times the sum of all W^2 to the loss. Default 0. */
  readonly weightDecay?: number;
  /** Added to the probability whose logarithm is the loss, more than 0. Default 1e-7. */
  readonly lossEpsilon?: number;
}

/** Allowed values and defaults, except `layers`. */
const SPECS: OptionSpecs<Omit<NetworkDefinition, "layers">> = {
  inputs: { range: COUNT },
  weightDecay: { range: FROM_0, default: 0 },
  lossEpsilon: { range: POSITIVE, default: DEFAULT_PROTOCOL.lossEpsilon },
};

/**
 * Checks the definition of a network, and fills in what is left out; the result is a copy,
 * which nobody else can change.
 *
 * @param round the rounding of the number format
 * @throws {RangeError} if an option is unknown, missing or out of range
 */
export function completeDefinition(
  definition: NetworkDefinition,
  round: Round,
): Required<NetworkDefinition> {
  checkKeys("build", "network", definition, [...Object.keys(SPECS), "layers"]);
  const { layers, ...numbers } = definition;
  if (!Array.isArray(layers) || layers.length === 0) {
    throw new RangeError(
      `Cannot build a network of the layers ${show(layers)}: give a list of one layer or more`,
    );
  }
  return {
    layers: Array.from(layers, (one: LayerOptions | OwnLayer) => completeLayer(one, round)),
    ...completeOptions<Required<Omit<NetworkDefinition, "layers">>>(
      "network",
      SPECS,
      numbers,
      round,
    ),
  };
}
