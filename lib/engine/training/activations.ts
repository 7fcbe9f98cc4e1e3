import type { Matrix } from "../matrix/matrix.ts";
import type { Network } from "../network/network.ts";
import { Batch, checkFeatures, type Examples } from "./examples.ts";

/**
 * What a hidden layer hands on to the next over some examples, in test mode; not
 * a number where the network has diverged.
 */
export interface LayerActivations {
  /** The mean over all units and examples. */
  readonly mean: number;
  /** The standard deviation over all units and examples. */
  readonly standardDeviation: number;
  /** The share of activations that are exactly 0, 0..1. */
  readonly zeros: number;
  /** The share of units that are 0 for every example, 0..1: they cannot learn any more. */
  readonly deadUnits: number;
}

/** Examples looked at together. */
const BLOCK = 250;

/** Measures the activations of a network. Draws nothing and changes nothing. */
export class ActivationMeter {
  readonly #network: Network;
  readonly #batch: Batch;

  /** A meter for one network; what it measures follows the training. */
  constructor(network: Network) {
    this.#network = network;
    this.#batch = new Batch(network.backend, network.inputs);
  }

  /** The activations of every hidden layer, from the first to the last. */
  measure(examples: Examples): LayerActivations[] {
    checkFeatures(examples, this.#network.inputs);
    const layers: LayerSums[] = [];
    for (let first = 0; first < examples.count; first += BLOCK) {
      const rows = Math.min(BLOCK, examples.count - first);
      this.#batch.takeRange(examples, first, rows);
      let index = 0;
      this.#network.predict(this.#batch.inputs, "test", (output) => {
        layers[index] ??= new LayerSums(output.columns);
        layers[index]!.add(output);
        index += 1;
      });
    }
    return layers.map((layer) => layer.summary());
  }
}

/** Sums over examples for each unit, in the order of the examples. */
class LayerSums {
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #zeros: Uint32Array;
  #rows = 0;

  constructor(units: number) {
    this.#sums = new Float64Array(units);
    this.#squares = new Float64Array(units);
    this.#zeros = new Uint32Array(units);
  }

  add({ rows, columns, values }: Matrix): void {
    for (let row = 0, i = 0; row < rows; row++) {
      for (let unit = 0; unit < columns; unit++, i++) {
        const value = values[i]!;
        this.#sums[unit]! += value;
        this.#squares[unit]! += value * value;
        if (value === 0) this.#zeros[unit]! += 1;
      }
    }
    this.#rows += rows;
  }

  summary(): LayerActivations {
    const units = this.#sums.length;
    const count = units * this.#rows;
    const mean = total(this.#sums) / count;
    const variance = total(this.#squares) / count - mean * mean;
    const dead = this.#zeros.filter((zeros) => zeros === this.#rows).length;
    return {
      mean,
      // Rounding may leave a little less than nothing; NaN stays.
      standardDeviation: Math.sqrt(variance < 0 ? 0 : variance),
      zeros: total(this.#zeros) / count,
      deadUnits: dead / units,
    };
  }
}

function total(values: Float64Array | Uint32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
