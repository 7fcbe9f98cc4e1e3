import type { Network } from "../network/network.ts";
import { AccuracyMeter } from "./accuracy.ts";
import { ActivationMeter, type LayerActivations } from "./activations.ts";
import { type Examples, firstExamples } from "./examples.ts";

/** What is measured of a network at one time. */
export interface Evaluation {
  /** The share of training examples classified correctly, 0..1. */
  readonly trainAccuracy: number;
  /** The share of test examples classified correctly, 0..1. */
  readonly testAccuracy: number;
  /** The hidden layers on the test examples of a probe. */
  readonly activations: readonly LayerActivations[];
  /**
   * The Euclidean norm of the gradient of W1, W2, ... on the last mini-batch, with
   * the L2 term, before the update.
   */
  readonly gradientNorms: readonly number[];
}

/**
 * Evaluates a network in test mode between two updates. It draws no random number and
 * changes nothing that training uses, so a run is the same with and without it.
 */
export class Evaluator {
  readonly #network: Network;
  readonly #accuracy: AccuracyMeter;
  readonly #activations: ActivationMeter;
  readonly #train: Examples;
  readonly #test: Examples;
  readonly #probe: Examples;

  /**
   * An evaluator of one network.
   *
   * @param train the examples that it is trained on
   * @param test the examples that it is tested on
   * @param probeExamples how many of the first test examples a probe takes, or all if fewer
   */
  constructor(network: Network, train: Examples, test: Examples, probeExamples: number) {
    this.#network = network;
    this.#accuracy = new AccuracyMeter(network);
    this.#activations = new ActivationMeter(network);
    this.#train = train;
    this.#test = test;
    this.#probe = firstExamples(test, Math.min(test.count, probeExamples));
  }

  /** Everything, on all examples. */
  evaluate(): Evaluation {
    return {
      gradientNorms: this.#network.parameters
        .filter(({ decays }) => decays)
        .map(({ gradient }) => Math.sqrt(this.#network.backend.sumOfSquares(gradient.values))),
      trainAccuracy: this.#accuracy.accuracy(this.#train),
      testAccuracy: this.#accuracy.accuracy(this.#test),
      activations: this.#activations.measure(this.#probe),
    };
  }

  /** The accuracy on the test examples of a probe, 0..1. */
  probe(): number {
    return this.#accuracy.accuracy(this.#probe);
  }
}
