import type { Parameter } from "../layers/layer.ts";
import { type Backend, checkBackend } from "../matrix/backend.ts";
import type { Round } from "../matrix/dtype.ts";
import { completeDefinition, type NetworkDefinition } from "../network/definition.ts";
import { completeNetwork, networkOf, type NetworkOptions } from "../network/network_options.ts";
import {
  completeOptimizer,
  type OptimizerOptions,
  type OwnOptimizer,
} from "../optimizers/optimizer.ts";
import { completeProtocol, type Protocol } from "../protocol.ts";
import { checkCount, checkKeys, checkObject, show } from "../settings.ts";

/**
 * Everything that decides a training run, but for the data and the seed. By default, what
 * can be written down as JSON.
 */
export interface TrainingOptions<Network = NetworkOptions, Optimizer = OptimizerOptions> {
  /** The network. */
  readonly network: Network;
  /** The optimizer. */
  readonly optimizer: Optimizer;
  /** Names of parameters that stay as they were drawn, such as `"W4"`. Default none. */
  readonly frozen?: readonly string[];
  /** The number of examples in a mini-batch. */
  readonly batchSize: number;
  /** The number of updates. */
  readonly iterations: number;
  /** What differs from the default protocol. */
  readonly protocol?: Partial<Protocol>;
}

/** The same, or with layers and optimizers of your own. */
export type OpenTrainingOptions = TrainingOptions<
  NetworkOptions | NetworkDefinition,
  OptimizerOptions | OwnOptimizer
>;

/** The same with every option given. */
export interface CompleteTrainingOptions
  extends Required<TrainingOptions<NetworkDefinition, OptimizerOptions | OwnOptimizer>> {
  readonly protocol: Protocol;
}

const NAMES: readonly (keyof TrainingOptions)[] = [
  "network",
  "optimizer",
  "frozen",
  "batchSize",
  "iterations",
  "protocol",
];

/**
 * Checks options, and fills in those that are left out; the result is a copy, which
 * nobody else can change.
 *
 * @throws {RangeError} "Cannot train ...", if they make no sense or do not fit together
 */
export function completeTraining(
  options: OpenTrainingOptions,
  backend: Backend,
): CompleteTrainingOptions {
  checkBackend(backend);
  checkKeys("train with", "training options", options, NAMES);
  const { batchSize, iterations, frozen = [], protocol: changes = {} } = options;
  const protocol = completeProtocol(changes, backend.round);
  checkCount("train with batchSize", batchSize, 1);
  checkCount("train with iterations", iterations, 1);
  if (!Array.isArray(frozen)) {
    throw new RangeError(`Cannot freeze ${show(frozen)}: give a list of names, such as ["W1"]`);
  }
  return {
    network: completeNetworkOf(options, protocol, backend.round),
    optimizer: completeOptimizer(options.optimizer, backend.round),
    protocol,
    frozen: [...frozen],
    batchSize,
    iterations,
  };
}

function completeNetworkOf(
  { network, protocol: given = {} }: OpenTrainingOptions,
  protocol: Protocol,
  round: Round,
): NetworkDefinition {
  checkObject("train with the network", network);
  if (!("layers" in network)) return networkOf(completeNetwork(network, round), protocol);
  for (const name of ["batchNormEpsilon", "batchNormMomentum", "dropoutScaling"] as const) {
    if (given[name] === undefined) continue;
    throw new RangeError(
      `Cannot train with ${name} and a list of layers: each layer has its own; set it there`,
    );
  }
  return completeDefinition({ lossEpsilon: protocol.lossEpsilon, ...network }, round);
}

/**
 * Those of some parameters that are trained.
 *
 * @param frozen the names of the others
 * @throws {RangeError} if there is no parameter of such a name, or none is left
 */
export function trainedOf(
  parameters: readonly Parameter[],
  frozen: readonly string[],
): readonly Parameter[] {
  const names = parameters.map(({ name }) => name);
  for (const name of frozen) {
    if (names.includes(name)) continue;
    throw new RangeError(`Cannot freeze ${show(name)}: the parameters are ${names.join(", ")}`);
  }
  const trained = parameters.filter(({ name }) => !frozen.includes(name));
  if (trained.length > 0) return trained;
  throw new RangeError("Cannot freeze every parameter: there is nothing to train");
}
