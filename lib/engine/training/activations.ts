import type { Matrix } from "../matrix/matrix.ts";

/**
 * The output of a hidden layer over some examples, in test mode; NaN where the network
 * has diverged.
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

/** Sums up the output of a hidden layer, unit by unit, in the order of the examples. */
export class ActivationSums {
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #zeros: Uint32Array;
  #rows = 0;

  /** @param units the number of columns of the output */
  constructor(units: number) {
    this.#sums = new Float64Array(units);
    this.#squares = new Float64Array(units);
    this.#zeros = new Uint32Array(units);
  }

  /** Adds the output for some more examples. */
  add({ rows, columns, values }: Matrix): void {
    const [sums, squares, zeros] = [this.#sums, this.#squares, this.#zeros];
    for (let row = 0, i = 0; row < rows; row++) {
      for (let unit = 0; unit < columns; unit++, i++) {
        const value = values[i]!;
        sums[unit]! += value;
        squares[unit]! += value * value;
        zeros[unit]! += value === 0 ? 1 : 0;
      }
    }
    this.#rows += rows;
  }

  /** What the sums come to. */
  summary(): LayerActivations {
    const units = this.#sums.length;
    const count = units * this.#rows;
    const mean = total(this.#sums) / count;
    const variance = total(this.#squares) / count - mean * mean;
    const dead = this.#zeros.filter((zeros) => zeros === this.#rows).length;
    return {
      mean,
      // Rounding may make it slightly negative; NaN stays.
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
