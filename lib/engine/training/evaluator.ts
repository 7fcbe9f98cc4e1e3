import type { Matrix } from "../matrix/matrix.ts";
import type { Network } from "../network/network.ts";
import { ActivationSums, type LayerActivations } from "./activations.ts";
import { Batch, checkFeatures, type Examples } from "./examples.ts";

/** How many examples are evaluated at once: enough to be fast, and few enough for the cache. */
const BLOCK = 250;

/**
 * Evaluates a network in test mode. It draws no random number and changes nothing that
 * training uses, so a run is the same with and without it.
 */
export class Evaluator {
  readonly #network: Network;
  readonly #batch: Batch;

  /** An evaluator of one network, at whatever stage of its training. */
  constructor(network: Network) {
    this.#network = network;
    this.#batch = new Batch(network.backend, network.inputs);
  }

  /** The share of examples that are classified correctly, 0..1. */
  accuracy(examples: Examples): number {
    const classes = this.classify(examples);
    return classes.filter((one, i) => one === examples.labels[i]).length / examples.count;
  }

  /** The class that the network gives each example; their labels are not used. */
  classify(examples: Examples): Uint8Array {
    const classes = new Uint8Array(examples.count);
    this.#predict(examples, (logits, first) => {
      for (let row = 0; row < logits.rows; row++) classes[first + row] = largestColumn(logits, row);
    });
    return classes;
  }

  /** The activations of every hidden layer, from the first to the last. */
  activations(examples: Examples): LayerActivations[] {
    const layers: ActivationSums[] = [];
    this.#predict(examples, () => {}, (output, index) => {
      layers[index] ??= new ActivationSums(output.columns);
      layers[index]!.add(output);
    });
    return layers.map((layer) => layer.summary());
  }

  /** The Euclidean norm of the gradient of W1, W2, ..., as the last backward pass left it. */
  gradientNorms(): number[] {
    const { parameters, backend } = this.#network;
    return parameters.filter(({ decays }) => decays)
      .map(({ gradient }) => Math.sqrt(backend.sumOfSquares(gradient.values)));
  }

  #predict(
    examples: Examples,
    onLogits: (logits: Matrix, first: number) => void,
    onHidden?: (output: Matrix, index: number) => void,
  ): void {
    checkFeatures(examples, this.#network.inputs);
    for (let first = 0; first < examples.count; first += BLOCK) {
      this.#batch.takeRange(examples, first, Math.min(BLOCK, examples.count - first));
      onLogits(this.#network.predict(this.#batch.inputs, "test", onHidden), first);
    }
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
