import type { Values } from "../matrix/dtype.ts";
import { ADD_ROWS, formula } from "../matrix/formula.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import { FROM_0_BELOW_1, POSITIVE } from "../settings.ts";
import { createParameter, type LayerDefinition } from "./layer.ts";

/** Batch normalisation (Ioffe and Szegedy, ICML 2015). */
export interface BatchNormOptions {
  /** Selects the layer. */
  readonly layer: "batchNorm";
  /** Added to the variance under the root, more than 0. */
  readonly epsilon: number;
  /** The share of itself that a running average keeps at each step, 0 to less than 1. */
  readonly momentum: number;
}

/** centred = x - mean; squares += the rows of centred centred. */
const CENTRE = formula({
  name: "centre",
  matrices: 2,
  rows: 2,
  plain: (round) => (x, centred, mean, squares) => {
    for (let i = 0; i < x.length; i++) {
      const j = i % mean.length;
      centred[i] = round(x[i]! - mean[j]!);
      squares[j] = round(squares[j]! + round(centred[i]! * centred[i]!));
    }
  },
  vector({ a, matrices: [x, centred], rows: [mean, squares], once }) {
    const difference = once(a.subtract(x.value, mean.value));
    centred.set(difference);
    squares.set(a.add(squares.value, a.multiply(difference, difference)));
  },
});

/** normalised = (x - mean) / deviation; out = gamma normalised + beta. */
const NORMALISE = formula({
  name: "normalise",
  matrices: 3,
  rows: 4,
  plain: (round) => (x, normalised, out, mean, deviation, gamma, beta) => {
    for (let i = 0; i < x.length; i++) {
      const j = i % mean.length;
      normalised[i] = round(round(x[i]! - mean[j]!) / deviation[j]!);
      out[i] = round(round(gamma[j]! * normalised[i]!) + beta[j]!);
    }
  },
  vector({ a, matrices: [x, normalised, out], rows: [mean, deviation, gamma, beta], once }) {
    const value = once(a.divide(a.subtract(x.value, mean.value), deviation.value));
    normalised.set(value);
    out.set(a.add(a.multiply(gamma.value, value), beta.value));
  },
});

/**
 * With g = gamma x: dgamma += the rows of normalised x; dbeta += the rows of x;
 * sums += the rows of (g centred) / variance; x = g / deviation.
 */
const NORMALISE_BACKWARD = formula({
  name: "normaliseBackward",
  matrices: 3,
  rows: 6,
  plain: (round) => (x, centred, normalised, gamma, deviation, variance, dgamma, dbeta, sums) => {
    for (let i = 0; i < x.length; i++) {
      const j = i % gamma.length;
      dgamma[j] = round(dgamma[j]! + round(normalised[i]! * x[i]!));
      dbeta[j] = round(dbeta[j]! + x[i]!);
      const g = round(gamma[j]! * x[i]!);
      sums[j] = round(sums[j]! + round(round(g * centred[i]!) / variance[j]!));
      x[i] = round(g / deviation[j]!);
    }
  },
  vector({ a, matrices: [x, centred, normalised], rows, once }) {
    const [gamma, deviation, variance, dgamma, dbeta, sums] = rows;
    const gradient = once(x.value);
    dgamma.set(a.add(dgamma.value, a.multiply(normalised.value, gradient)));
    dbeta.set(a.add(dbeta.value, gradient));
    const g = once(a.multiply(gamma.value, gradient));
    sums.set(a.add(sums.value, a.divide(a.multiply(g, centred.value), variance.value)));
    x.set(a.divide(g, deviation.value));
  },
});

/** x = x + (factor centred) row; sums += the rows of x. */
const ADD_SCALED_BY_ROW = formula({
  name: "addScaledByRow",
  matrices: 2,
  rows: 2,
  scalars: 1,
  plain: (round) => (x, centred, row, sums, factor) => {
    for (let i = 0; i < x.length; i++) {
      const j = i % row.length;
      x[i] = round(x[i]! + round(round(factor * centred[i]!) * row[j]!));
      sums[j] = round(sums[j]! + x[i]!);
    }
  },
  vector({ a, matrices: [x, centred], rows: [row, sums], scalars: [factor], once }) {
    const scaled = a.multiply(a.multiply(factor, centred.value), row.value);
    const value = once(a.add(x.value, scaled));
    x.set(value);
    sums.set(a.add(sums.value, value));
  },
});

/** x = x - row. */
const SUBTRACT_ROW = formula({
  name: "subtractRow",
  matrices: 1,
  rows: 1,
  plain: (round) => (x, row) => {
    for (let i = 0; i < x.length; i++) x[i] = round(x[i]! - row[i % row.length]!);
  },
  vector: ({ a, matrices: [x], rows: [row] }) => x.set(a.subtract(x.value, row.value)),
});

/**
 * out = gamma (x - mean) / sqrt(variance + epsilon) + beta, with the (biased) statistics
 * of the batch in training and running averages of them, which start at 0, in test mode.
 *
 * Backward, with n rows and g = gamma dout: dbeta = sum dout, dgamma = sum dout
 * normalised, dx = g / deviation + (2 / n) centred dvariance - dmean / n. The order of
 * its operations is that of the library of the book "Deep Learning from Scratch".
 */
export const batchNorm: LayerDefinition<BatchNormOptions> = {
  layer: "batchNorm",
  options: {
    epsilon: { range: POSITIVE },
    momentum: { range: FROM_0_BELOW_1 },
  },
  formulas: [ADD_ROWS, CENTRE, NORMALISE, NORMALISE_BACKWARD, ADD_SCALED_BY_ROW, SUBTRACT_ROW],
  create(options, { backend, inputs, number }) {
    const { round } = backend;
    const [epsilon, momentum] = [round(options.epsilon), round(options.momentum)];
    const oneMinusMomentum = round(1 - options.momentum);
    const addRows = backend.kernel(ADD_ROWS);
    const centre = backend.kernel(CENTRE);
    const normalise = backend.kernel(NORMALISE);
    const normaliseBackward = backend.kernel(NORMALISE_BACKWARD);
    const addScaledByRow = backend.kernel(ADD_SCALED_BY_ROW);
    const subtractRow = backend.kernel(SUBTRACT_ROW);

    const row = (): Values => backend.allocate(inputs);
    const [runningMean, runningVariance] = [row(), row()];
    /** Of the columns of the last batch; `sums` is scratch. */
    const [mean, variance, deviation, sums] = [row(), row(), row(), row()];
    const rows = () => new RowBuffer(backend, inputs);
    const [centredRows, normalisedRows, outputRows] = [rows(), rows(), rows()];
    const gamma = createParameter(`gamma${number}`, backend, 1, inputs, false);
    const beta = createParameter(`beta${number}`, backend, 1, inputs, false);
    gamma.value.values.fill(1);

    /** values /= divisor. */
    function divide(values: Values, divisor: number): void {
      for (let j = 0; j < inputs; j++) values[j] = round(values[j]! / divisor);
    }
    /** out = sqrt(of + epsilon). */
    function root(of: Values, out: Values): void {
      for (let j = 0; j < inputs; j++) out[j] = round(Math.sqrt(round(of[j]! + epsilon)));
    }
    function average(running: Values, current: Values): void {
      for (let j = 0; j < inputs; j++) {
        running[j] = round(round(momentum * running[j]!) + round(oneMinusMomentum * current[j]!));
      }
    }
    return {
      outputs: inputs,
      parameters: [gamma, beta],
      buffers: {
        [`runningMean${number}`]: runningMean,
        [`runningVariance${number}`]: runningVariance,
      },
      forward({ rows: batch, values: x }, mode) {
        const normalised = normalisedRows.withRows(batch).values;
        const output = outputRows.withRows(batch);
        const affine = [gamma.value.values, beta.value.values] as const;
        if (mode === "test") {
          root(runningVariance, sums);
          normalise(x, normalised, output.values, runningMean, sums, ...affine);
          return output;
        }
        if (batch < 2) {
          throw new RangeError(
            `Cannot train with batch norm on ${batch} example: its variance is 0; make batches of 2 or more`,
          );
        }
        addRows(x, mean.fill(0));
        divide(mean, batch);
        centre(x, centredRows.withRows(batch).values, mean, variance.fill(0));
        divide(variance, batch);
        root(variance, deviation);
        average(runningMean, mean);
        average(runningVariance, variance);
        normalise(x, normalised, output.values, mean, deviation, ...affine);
        return output;
      },
      backward(gradient) {
        const { rows: batch, values: x } = gradient;
        const centred = centredRows.withRows(batch).values;
        const normalised = normalisedRows.withRows(batch).values;
        // The book's backward pass takes the square of the deviation for the variance.
        for (let j = 0; j < inputs; j++) variance[j] = round(deviation[j]! * deviation[j]!);
        normaliseBackward(
          x,
          centred,
          normalised,
          gamma.value.values,
          deviation,
          variance,
          gamma.gradient.values.fill(0),
          beta.gradient.values.fill(0),
          sums.fill(0),
        );
        // From the gradient of the deviation, negated, to that of the variance.
        for (let j = 0; j < inputs; j++) {
          sums[j] = round(round(0.5 * -sums[j]!) / deviation[j]!);
        }
        // From here on, the mean is the mean gradient.
        addScaledByRow(x, centred, sums, mean.fill(0), round(2 / batch));
        divide(mean, batch);
        subtractRow(x, mean);
        return gradient;
      },
    };
  },
};
