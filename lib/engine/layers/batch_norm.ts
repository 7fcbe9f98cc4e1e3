import { allocateMatrix, type Backend } from "../matrix/backend.ts";
import type { Values } from "../matrix/dtype.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import type { Layer, Mode, Parameter } from "./layer.ts";

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
  /** The running mean and the running variance. */
  readonly buffers: readonly [mean: Values, variance: Values];
  readonly #backend: Backend;
  readonly #runningMean: Values;
  readonly #runningVariance: Values;
  /** Of each column of the last training batch. */
  readonly #mean: Values;
  readonly #variance: Values;
  readonly #deviation: Values;
  /** A place for sums over the rows, and for what test mode divides by. */
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
    this.buffers = [this.#runningMean, this.#runningVariance];
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
    if (input.rows < 2) {
      throw new RangeError(
        `Cannot train with batch norm on ${input.rows} example: its variance is 0; make batches of 2 or more`,
      );
    }
    const backend = this.#backend;
    const centred = this.#centred.withRows(input.rows).values;
    backend.sumRows(input, this.#mean);
    divide(this.#mean, input.rows, backend);
    backend.centre(input, this.#mean, centred, this.#variance);
    divide(this.#variance, input.rows, backend);
    rootInto(this.#variance, this.#deviation, backend);
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
    const [gamma, beta] = this.parameters;
    const normalised = this.#normalised.withRows(input.rows).values;
    this.#backend.normalise(
      input,
      mean,
      deviation,
      normalised,
      gamma.value.values,
      beta.value.values,
    );
  }

  /**
   * dbeta = sum dout, dgamma = sum dout normalised, and, with n rows,
   * g = gamma dout: dx = g / s + (2 / n) centred dvariance - dmean / n. In place.
   */
  backward(outputGradient: Matrix): Matrix {
    const backend = this.#backend;
    const { round } = backend;
    const { rows } = outputGradient;
    const [gamma, beta] = this.parameters;
    const centred = this.#centred.withRows(rows).values;
    const normalised = this.#normalised.withRows(rows).values;
    const deviation = this.#deviation;
    const sums = this.#columnSums;
    // The variance as the document's backward pass has it: the deviation squared.
    const variance = this.#variance;
    for (let j = 0; j < variance.length; j++) variance[j] = round(deviation[j]! * deviation[j]!);

    backend.sumRows(outputGradient, beta.gradient.values);
    backend.normaliseBackward(
      outputGradient,
      gamma.value.values,
      deviation,
      variance,
      centred,
      normalised,
      gamma.gradient.values,
      sums,
    );
    // From the sums of the standard deviation's gradient to the variance's.
    for (let j = 0; j < sums.length; j++) {
      sums[j] = round(round(0.5 * -sums[j]!) / deviation[j]!);
    }
    backend.addScaledByRow(outputGradient, round(2 / rows), centred, sums);
    backend.sumRows(outputGradient, sums);
    divide(sums, rows, backend);
    backend.subtractRow(outputGradient, sums);
    return outputGradient;
  }
}

/** values /= divisor. */
function divide(values: Values, divisor: number, { round }: Backend): void {
  for (let j = 0; j < values.length; j++) values[j] = round(values[j]! / divisor);
}

/** out = sqrt(variance + epsilon). */
function rootInto(variance: Values, out: Values, { round }: Backend): void {
  const epsilon = round(EPSILON);
  for (let j = 0; j < out.length; j++) {
    out[j] = round(Math.sqrt(round(variance[j]! + epsilon)));
  }
}
