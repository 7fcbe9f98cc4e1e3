import type { Operations } from "./backend.ts";
import type { Round, Values } from "./dtype.ts";
import type { Matrix } from "./matrix.ts";

/** Partial sums that run side by side in a sum of squares. */
const LANES = 8;

/**
 * The operations of a backend as plain loops: their formulas as code, which any
 * faster version must equal bit for bit.
 */
export function plainOperations(round: Round): Operations {
  /** w -= (rate g) / (sqrt(h) + offset), at one place. */
  const step = (w: number, g: number, h: number, rate: number, offset: number): number =>
    round(w - round(round(rate * g) / round(round(Math.sqrt(h)) + offset)));

  /** Calls `visit` for every element of a matrix with its place and its column. */
  const forEach = (
    { columns, values }: Matrix,
    visit: (i: number, j: number) => void,
  ): void => {
    for (let start = 0; start < values.length; start += columns) {
      for (let j = 0; j < columns; j++) visit(start + j, j);
    }
  };

  return {
    rectify(x) {
      for (let i = 0; i < x.length; i++) if (x[i]! <= 0) x[i] = 0;
    },
    maskInactive(gradient, output) {
      for (let i = 0; i < gradient.length; i++) if (output[i] === 0) gradient[i] = 0;
    },
    scale(x, factor) {
      for (let i = 0; i < x.length; i++) x[i] = round(x[i]! * factor);
    },
    addScaled(x, factor, other) {
      for (let i = 0; i < x.length; i++) x[i] = round(x[i]! + round(factor * other[i]!));
    },
    sumRows(matrix, out) {
      out.fill(0);
      forEach(matrix, (i, j) => out[j] = round(out[j]! + matrix.values[i]!));
    },
    sumOfSquares(x) {
      const sums = new Float64Array(LANES);
      addSquares(x, 0, sums, round);
      return addInPairs(sums, round);
    },

    sgd(w, g, rate) {
      for (let i = 0; i < w.length; i++) w[i] = round(w[i]! - round(rate * g[i]!));
    },
    momentum(w, g, v, rate, keep) {
      for (let i = 0; i < w.length; i++) {
        v[i] = round(round(keep * v[i]!) - round(rate * g[i]!));
        w[i] = round(w[i]! + v[i]!);
      }
    },
    adagrad(w, g, h, rate, offset) {
      for (let i = 0; i < w.length; i++) {
        h[i] = round(h[i]! + round(g[i]! * g[i]!));
        w[i] = step(w[i]!, g[i]!, h[i]!, rate, offset);
      }
    },
    rmsprop(w, g, h, rate, offset, keep, take) {
      for (let i = 0; i < w.length; i++) {
        h[i] = round(round(keep * h[i]!) + round(round(take * g[i]!) * g[i]!));
        w[i] = step(w[i]!, g[i]!, h[i]!, rate, offset);
      }
    },
    rmspropAsWritten(w, g, h, rate, offset, decay, take) {
      for (let i = 0; i < w.length; i++) {
        h[i] = round(round(h[i]! + decay) + round(round(take * g[i]!) * g[i]!));
        w[i] = step(w[i]!, g[i]!, h[i]!, rate, offset);
      }
    },
    adam(w, g, m, v, rate, offset, take1, take2) {
      for (let i = 0; i < w.length; i++) {
        m[i] = round(m[i]! + round(take1 * round(g[i]! - m[i]!)));
        v[i] = round(v[i]! + round(take2 * round(round(g[i]! * g[i]!) - v[i]!)));
        w[i] = step(w[i]!, m[i]!, v[i]!, rate, offset);
      }
    },

    centre(x, mean, centred, squares) {
      squares.fill(0);
      forEach(x, (i, j) => {
        centred[i] = round(x.values[i]! - mean[j]!);
        squares[j] = round(squares[j]! + round(centred[i]! * centred[i]!));
      });
    },
    normalise(x, mean, deviation, normalised, gamma, beta) {
      forEach(x, (i, j) => {
        normalised[i] = round(round(x.values[i]! - mean[j]!) / deviation[j]!);
        x.values[i] = round(round(gamma[j]! * normalised[i]!) + beta[j]!);
      });
    },
    normaliseBackward(x, gamma, deviation, variance, centred, normalised, dgamma, sums) {
      dgamma.fill(0);
      sums.fill(0);
      forEach(x, (i, j) => {
        dgamma[j] = round(dgamma[j]! + round(normalised[i]! * x.values[i]!));
        const g = round(gamma[j]! * x.values[i]!);
        sums[j] = round(sums[j]! + round(round(g * centred[i]!) / variance[j]!));
        x.values[i] = round(g / deviation[j]!);
      });
    },
    addScaledByRow(x, factor, centred, row) {
      forEach(x, (i, j) => {
        x.values[i] = round(x.values[i]! + round(round(factor * centred[i]!) * row[j]!));
      });
    },
    subtractRow(x, row) {
      forEach(x, (i, j) => x.values[i] = round(x.values[i]! - row[j]!));
    },
  };
}

/** Adds the squares of x from place `first` on to the partial sums of their places. */
export function addSquares(x: Values, first: number, sums: Float64Array, round: Round): void {
  for (let i = first; i < x.length; i++) {
    const lane = i & (LANES - 1);
    sums[lane] = round(sums[lane]! + round(x[i]! * x[i]!));
  }
}

/** The sum of eight partial sums, added in pairs; overwrites them. */
export function addInPairs(sums: Float64Array, round: Round): number {
  for (let width = LANES / 2; width >= 1; width /= 2) {
    for (let lane = 0; lane < width; lane++) {
      sums[lane] = round(sums[lane]! + sums[lane + width]!);
    }
  }
  return sums[0]!;
}
