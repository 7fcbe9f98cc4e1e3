import { allocateMatrix, type Backend } from "../matrix/backend.ts";
import type { Values } from "../matrix/dtype.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { Layer, Mode, Parameter } from "./layer.ts";
import { sumRows } from "./sum_rows.ts";

/** Added to the variance under the root; the document writes it as 10e-7. */
const EPSILON = 10e-7;
/** What the running statistics keep of their old value at each step. */
const MOMENTUM = 0.9;

/**
 * Batch normalisation: out = gamma (x - mean) / sqrt(variance + epsilon) + beta,
 * with the (biased) statistics of the batch in training and running averages of
 * them in test mode. The running averages start at 0.
 *
 * Source: Ioffe and Szegedy, "Batch Normalization", ICML 2015; the order of the
 * operations in the backward pass is that of the document's library.
 */
export class BatchNorm implements Layer {
  readonly parameters: readonly [gamma: Parameter, beta: Parameter];
  readonly #backend: Backend;
  readonly #runningMean: Values;
  readonly #runningVariance: Values;
  /** Of the last training batch: mean, then a place for column sums. */
  readonly #mean: Values;
  readonly #variance: Values;
  readonly #deviation: Values;
  readonly #columnSums: Values;
  /** x - mean of the last training batch. */
  readonly #centred: RowBuffer;
  /** The same, divided by the standard deviation. */
  readonly #normalised: RowBuffer;

  /**
   * @param index the number of the hidden layer, from 1, as in gamma1
   * @param width the number of units
   */
  constructor(backend: Backend, index: number, width: number) {
    this.#backend = backend;
    this.#runningMean = backend.allocate(width);
    this.#runningVariance = backend.allocate(width);
    this.#mean = backend.allocate(width);
    this.#variance = backend.allocate(width);
    this.#deviation = backend.allocate(width);
    this.#columnSums = backend.allocate(width);
    this.#centred = new RowBuffer(backend, width);
    this.#normalised = new RowBuffer(backend, width);
    const parameter = (name: string): Parameter => ({
      name: `${name}${index}`,
      value: allocateMatrix(backend, 1, width),
      gradient: allocateMatrix(backend, 1, width),
      decays: false,
    });
    this.parameters = [parameter("gamma"), parameter("beta")];
    this.parameters[0].value.values.fill(1);
  }

  /** x (batch, width) -> gamma normalised(x) + beta; in place. */
  forward(input: Matrix, mode: Mode): Matrix {
    if (mode === "train") {
      this.#measure(input);
      this.#updateRunningStatistics();
      this.#normalise(input, this.#mean, this.#deviation);
    } else {
      rootInto(this.#runningVariance, this.#columnSums, this.#backend);
      this.#normalise(input, this.#runningMean, this.#columnSums);
    }
    return input;
  }

  /** Mean, variance and standard deviation of each column of a batch. */
  #measure(input: Matrix): void {
    const { round } = this.#backend;
    const { rows, columns, values } = input;
    const centred = this.#centred.withRows(rows).values;
    const mean = this.#mean;
    const variance = this.#variance;

    sumRows(input, mean, round);
    for (let j = 0; j < columns; j++) mean[j] = round(mean[j]! / rows);
    variance.fill(0);
    for (let start = 0; start < values.length; start += columns) {
      for (let j = 0; j < columns; j++) {
        const difference = round(values[start + j]! - mean[j]!);
        centred[start + j] = difference;
        variance[j] = round(variance[j]! + round(difference * difference));
      }
    }
    for (let j = 0; j < columns; j++) variance[j] = round(variance[j]! / rows);
    rootInto(variance, this.#deviation, this.#backend);
  }

  #updateRunningStatistics(): void {
    const { round } = this.#backend;
    const keep = round(MOMENTUM);
    const take = round(1 - MOMENTUM);
    const average = (running: Values, present: Values): void => {
      for (let j = 0; j < running.length; j++) {
        running[j] = round(round(keep * running[j]!) + round(take * present[j]!));
      }
    };
    average(this.#runningMean, this.#mean);
    average(this.#runningVariance, this.#variance);
  }

  #normalise(input: Matrix, mean: Values, deviation: Values): void {
    const { round } = this.#backend;
    const { rows, columns, values } = input;
    const [{ value: gamma }, { value: beta }] = this.parameters;
    const normalised = this.#normalised.withRows(rows).values;
    for (let start = 0; start < values.length; start += columns) {
      for (let j = 0; j < columns; j++) {
        const x = round(round(values[start + j]! - mean[j]!) / deviation[j]!);
        normalised[start + j] = x;
        values[start + j] = round(round(gamma.values[j]! * x) + beta.values[j]!);
      }
    }
  }

  /**
   * dbeta = sum dout, dgamma = sum dout normalised, and, with n rows,
   * g = gamma dout: dx = g / s + (2 / n) centred dvariance - dmean / n. In place.
   */
  backward(outputGradient: Matrix): Matrix {
    const { round } = this.#backend;
    const { rows, columns, values } = outputGradient;
    const [gamma, beta] = this.parameters;
    const centred = this.#centred.withRows(rows).values;
    const normalised = this.#normalised.withRows(rows).values;
    const deviation = this.#deviation;
    const sums = this.#columnSums;

    sumRows(outputGradient, beta.gradient.values, round);
    const gammaGradient = gamma.gradient.values;
    gammaGradient.fill(0);
    sums.fill(0);
    for (let start = 0; start < values.length; start += columns) {
      for (let j = 0; j < columns; j++) {
        const i = start + j;
        const dout = values[i]!;
        gammaGradient[j] = round(gammaGradient[j]! + round(normalised[i]! * dout));
        const dNormalised = round(gamma.value.values[j]! * dout);
        const square = round(deviation[j]! * deviation[j]!);
        sums[j] = round(
          sums[j]! + round(round(dNormalised * centred[i]!) / square),
        );
        values[i] = round(dNormalised / deviation[j]!);
      }
    }
    // From the sums of the standard deviation's gradient to the variance's.
    for (let j = 0; j < columns; j++) {
      sums[j] = round(round(0.5 * -sums[j]!) / deviation[j]!);
    }
    const twoOverRows = round(2 / rows);
    for (let start = 0; start < values.length; start += columns) {
      for (let j = 0; j < columns; j++) {
        const i = start + j;
        values[i] = round(
          values[i]! + round(round(twoOverRows * centred[i]!) * sums[j]!),
        );
      }
    }
    sumRows(outputGradient, sums, round);
    for (let j = 0; j < columns; j++) sums[j] = round(sums[j]! / rows);
    for (let start = 0; start < values.length; start += columns) {
      for (let j = 0; j < columns; j++) {
        values[start + j] = round(values[start + j]! - sums[j]!);
      }
    }
    return outputGradient;
  }
}

/** out = sqrt(variance + epsilon). */
function rootInto(variance: Values, out: Values, { round }: Backend): void {
  const epsilon = round(EPSILON);
  for (let j = 0; j < out.length; j++) {
    out[j] = round(Math.sqrt(round(variance[j]! + epsilon)));
  }
}
