import type { Matrix } from "../matrix/matrix.ts";
import type { Network } from "../network/network.ts";
import { Batch, checkFeatures, type Examples } from "./examples.ts";

/** Images evaluated at once: large enough to pay, small enough for the cache. */
const BLOCK = 250;

/** Measures the accuracy of a network in test mode. */
export class AccuracyMeter {
  readonly #network: Network;
  readonly #batch: Batch;

  /** A meter for one network; what it measures follows the training. */
  constructor(network: Network) {
    this.#network = network;
    this.#batch = new Batch(network.backend, network.inputs);
  }

  /** How many examples have their label as the largest logit. */
  countCorrect(examples: Examples): number {
    const { count, labels } = examples;
    checkFeatures(examples, this.#network.inputs);
    let correct = 0;
    for (let first = 0; first < count; first += BLOCK) {
      const rows = Math.min(BLOCK, count - first);
      this.#batch.takeRange(examples, first, rows);
      const logits = this.#network.predict(this.#batch.inputs);
      for (let row = 0; row < rows; row++) {
        if (largestColumn(logits, row) === labels[first + row]) correct += 1;
      }
    }
    return correct;
  }

  /** The share of examples that are classified correctly, 0..1. */
  accuracy(examples: Examples): number {
    return this.countCorrect(examples) / examples.count;
  }
}

/** The first column of a row that holds its largest number, or its first NaN. */
function largestColumn({ columns, values }: Matrix, row: number): number {
  const start = row * columns;
  let best = 0;
  for (let j = 0; j < columns; j++) {
    const value = values[start + j]!;
    if (value !== value) return j; // As NumPy's argmax does.
    if (value > values[start + best]!) best = j;
  }
  return best;
}
