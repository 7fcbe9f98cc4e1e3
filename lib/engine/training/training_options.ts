import { type Backend, checkBackend } from "../matrix/backend.ts";
import {
  completeNetwork,
  type CompleteNetworkOptions,
  type NetworkOptions,
  parameterNames,
} from "../network/network_options.ts";
import { completeOptimizer, type OptimizerOptions } from "../optimizers/optimizer.ts";
import { completeProtocol, type Protocol } from "../protocol.ts";
import { checkCount, checkKeys, show } from "../settings.ts";

/** Everything that decides a training run, but for the data and the seed. */
export interface TrainingOptions {
  /** The network. */
  readonly network: NetworkOptions;
  /** The optimizer. */
  readonly optimizer: OptimizerOptions;
  /** Names of parameters that stay as they were drawn, such as `"W4"`. Default none. */
  readonly frozen?: readonly string[];
  /** The number of examples in a mini-batch. */
  readonly batchSize: number;
  /** The number of updates. */
  readonly iterations: number;
  /** What differs from the default protocol. */
  readonly protocol?: Partial<Protocol>;
}

/** The same with every setting given. */
export interface CompleteTrainingOptions extends Required<TrainingOptions> {
  readonly network: CompleteNetworkOptions;
  readonly optimizer: Required<OptimizerOptions>;
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
  options: TrainingOptions,
  backend: Backend,
): CompleteTrainingOptions {
  checkBackend(backend);
  checkKeys("train with", "training options", options, NAMES);
  const { batchSize, iterations, frozen = [], protocol = {} } = options;
  const network = completeNetwork(options.network, backend.round);
  checkCount("train with batchSize", batchSize, 1);
  checkCount("train with iterations", iterations, 0);
  if (network.batchNorm && batchSize < 2) {
    throw new RangeError(
      "Cannot train with batch norm and a batchSize of 1: the variance of one example is 0; make batches of 2 or more",
    );
  }
  checkFrozen(frozen, parameterNames(network));
  return {
    network,
    optimizer: completeOptimizer(options.optimizer, backend.round),
    protocol: completeProtocol(protocol, backend.round),
    frozen: [...frozen],
    batchSize,
    iterations,
  };
}

function checkFrozen(frozen: readonly string[], names: readonly string[]): void {
  if (!Array.isArray(frozen)) {
    throw new RangeError(`Cannot freeze ${show(frozen)}: give a list of names, such as ["W1"]`);
  }
  for (const name of frozen) {
    if (names.includes(name)) continue;
    throw new RangeError(`Cannot freeze ${show(name)}: the parameters are ${names.join(", ")}`);
  }
  if (names.every((name) => frozen.includes(name))) {
    throw new RangeError("Cannot freeze every parameter: there is nothing to train");
  }
}
