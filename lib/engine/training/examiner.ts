import type { Network } from "../network/network.ts";
import { AccuracyMeter } from "./accuracy.ts";
import { ActivationMeter, type LayerActivations } from "./activations.ts";
import { type Examples, firstExamples } from "./examples.ts";

/** Test examples that quick looks are taken at: the first so many, or all if fewer. */
export const QUICK_EXAMPLES = 1000;

/** What is found out about a network at one time. */
export interface Examination {
  /** The share of training examples classified rightly, 0..1. */
  readonly trainAccuracy: number;
  /** The share of test examples classified rightly, 0..1. */
  readonly testAccuracy: number;
  /** The hidden layers on the first {@linkcode QUICK_EXAMPLES} test examples. */
  readonly activations: readonly LayerActivations[];
  /**
   * The Euclidean norm of the gradient of W1, W2, ... on the last mini-batch, with
   * the L2 term, before the update.
   */
  readonly gradientNorms: readonly number[];
}

/**
 * Looks at a network in test mode between two updates. It draws no random number
 * and changes nothing that training uses, so a run is the same with and without.
 */
export class Examiner {
  readonly #network: Network;
  readonly #accuracy: AccuracyMeter;
  readonly #activations: ActivationMeter;
  readonly #train: Examples;
  readonly #test: Examples;
  readonly #quick: Examples;

  /** An examiner of one network, on the examples that it is trained and tested on. */
  constructor(network: Network, train: Examples, test: Examples) {
    this.#network = network;
    this.#accuracy = new AccuracyMeter(network);
    this.#activations = new ActivationMeter(network);
    this.#train = train;
    this.#test = test;
    this.#quick = firstExamples(test, Math.min(test.count, QUICK_EXAMPLES));
  }

  /** Everything, on all examples. */
  examine(): Examination {
    return {
      gradientNorms: this.#network.parameters
        .filter(({ decays }) => decays)
        .map(({ gradient }) => Math.sqrt(this.#network.backend.sumOfSquares(gradient.values))),
      trainAccuracy: this.#accuracy.accuracy(this.#train),
      testAccuracy: this.#accuracy.accuracy(this.#test),
      activations: this.#activations.measure(this.#quick),
    };
  }

  /** The accuracy on the first {@linkcode QUICK_EXAMPLES} test examples, 0..1. */
  quickAccuracy(): number {
    return this.#accuracy.accuracy(this.#quick);
  }
}
