import { INITIALISATION, type Initialisation } from "../layers/initialisation.ts";
import type { LayerOptions } from "../layers/mod.ts";
import { type Backend, checkBackend } from "../matrix/backend.ts";
import type { Round } from "../matrix/dtype.ts";
import { completeProtocol, type Protocol } from "../protocol.ts";
import type { RandomState } from "../random/random_state.ts";
import {
  completeOptions,
  COUNT,
  FROM_0,
  FROM_0_BELOW_1,
  type OptionSpec,
  type OptionSpecs,
} from "../settings.ts";
import type { NetworkDefinition } from "./definition.ts";
import { Network } from "./network.ts";

/** What can follow a hidden affine layer. */
export type Activation = "relu" | "sigmoid";

/** A fully connected network for classification. */
export interface NetworkOptions {
  /** The number of inputs, 1 or more. */
  readonly inputs: number;
  /** The widths of the hidden layers, each 1 or more; may be empty. */
  readonly hidden: readonly number[];
  /** The number of classes, 2..256. */
  readonly classes: number;
  /** What follows each hidden affine layer. Default `"relu"`. */
  readonly activation?: Activation;
  /** How the weights are drawn. Default `"he"`. */
  readonly initialisation?: Initialisation;
  /** L2 regularisation: adds lambda/2 times the sum of all W^2 to the loss. Default 0. */
  readonly weightDecay?: number;
  /** Whether batch norm stands between affine layer and activation. Default no. */
  readonly batchNorm?: boolean;
  /** The probability of dropping a hidden unit, 0 to less than 1; absent means no dropout. */
  readonly dropout?: number;
}

/** The options of a network with every default filled in. */
export type CompleteNetworkOptions =
  & Required<Omit<NetworkOptions, "dropout">>
  & Pick<NetworkOptions, "dropout">;

/** Allowed widths of a layer. */
const WIDTH: OptionSpec = { range: COUNT };

/** Allowed values and defaults, except `hidden`. */
export const NETWORK_SPECS: OptionSpecs<Omit<NetworkOptions, "hidden">> = {
  inputs: WIDTH,
  classes: { range: { from: 2, to: 256, whole: true } },
  activation: { names: ["relu", "sigmoid"] satisfies Activation[], default: "relu" },
  initialisation: INITIALISATION,
  weightDecay: { range: FROM_0, default: 0 },
  batchNorm: { flag: true, default: false },
  dropout: { range: FROM_0_BELOW_1, optional: true },
};

/**
 * Checks the options of a network, and fills in those that are left out; the result is
 * a copy, which nobody else can change.
 *
 * @param round the rounding of the number format; by default none, as of f64
 * @throws {RangeError} if one is unknown or out of range
 */
export function completeNetwork(options: NetworkOptions, round?: Round): CompleteNetworkOptions {
  const { hidden, ...complete } = completeOptions<CompleteNetworkOptions>(
    "network",
    { ...NETWORK_SPECS, hidden: { list: WIDTH } },
    options,
    round,
  );
  const { batchNorm, dropout } = complete;
  if (hidden.length === 0 && (batchNorm || dropout !== undefined)) {
    throw new RangeError(
      "Cannot train without hidden layers and with batch norm or dropout: these belong to hidden layers; leave them out, or give one",
    );
  }
  return { hidden, ...complete };
}

/**
 * A network as a list of layers: affine -> [batch norm] -> activation -> [dropout] for
 * each hidden layer, then affine.
 */
export function networkOf(
  options: CompleteNetworkOptions,
  protocol: Protocol,
): Required<NetworkDefinition> {
  const { inputs, hidden, classes, activation, initialisation, weightDecay } = options;
  const { batchNorm, dropout } = options;
  // Without batch norm in between, the affine layer applies ReLU.
  const rectify = activation === "relu" && !batchNorm;
  const { batchNormEpsilon: epsilon, batchNormMomentum: momentum } = protocol;
  const hiddenLayer = (outputs: number): LayerOptions[] => [
    { layer: "affine", outputs, initialisation, rectify },
    ...(batchNorm ? [{ layer: "batchNorm", epsilon, momentum } as const] : []),
    ...(rectify ? [] : [{ layer: activation }]),
    ...(dropout === undefined
      ? []
      : [{ layer: "dropout", p: dropout, scaling: protocol.dropoutScaling } as const]),
  ];
  return {
    inputs,
    layers: [
      ...hidden.flatMap(hiddenLayer),
      { layer: "affine", outputs: classes, initialisation },
    ],
    weightDecay,
    lossEpsilon: protocol.lossEpsilon,
  };
}

/**
 * A network whose weights W1, W2, ... are drawn in this order; biases start at 0.
 *
 * @param random also draws the dropout masks later on
 * @param protocol what differs from the default protocol
 * @throws {RangeError} as {@linkcode completeNetwork}
 */
export function createNetwork(
  options: NetworkOptions,
  backend: Backend,
  random: RandomState,
  protocol: Partial<Protocol> = {},
): Network {
  checkBackend(backend);
  const { round } = backend;
  const definition = networkOf(completeNetwork(options, round), completeProtocol(protocol, round));
  return new Network(definition, backend, random);
}
