import { exp } from "../math/exp.ts";
import { log } from "../math/log.ts";
import type { Backend } from "../matrix/backend.ts";
import type { Matrix } from "../matrix/matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import { checkCount, show, tagOf } from "../settings.ts";

/** Softmax followed by the mean cross entropy with the right classes. */
export class SoftmaxCrossEntropy {
  readonly #backend: Backend;
  readonly #probabilities: RowBuffer;
  readonly #epsilon: number;

  /**
   * @param classes the number of classes
   * @param epsilon keeps the logarithm finite where the right class has probability 0
   */
  constructor(backend: Backend, classes: number, epsilon: number) {
    this.#backend = backend;
    this.#epsilon = backend.round(epsilon);
    this.#probabilities = new RowBuffer(backend, classes);
  }

  /**
   * Logits (batch, classes) -> -(1 / batch) sum log(probability of the label + epsilon).
   * The largest logit of a row is subtracted first, so that nothing overflows.
   *
   * @param labels the right class of each row
   * @throws {RangeError} if there is no row, or one without a label that is a class
   */
  forward(logits: Matrix, labels: Uint8Array): number {
    const { round } = this.#backend;
    const { rows, columns, values } = logits;
    checkCount("take the loss of % examples", rows, 1);
    if (tagOf(labels) !== "Uint8Array") {
      throw new RangeError(
        `Cannot take the loss with the labels ${show(labels)}: give a Uint8Array`,
      );
    }
    if (labels.length !== rows) {
      throw new RangeError(
        `Cannot take the loss of ${rows} examples with ${labels.length} labels: give one for each`,
      );
    }
    const probabilities = this.#probabilities.withRows(rows).values;
    let logSum = 0;
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      let largest = values[start]!;
      for (let j = 1; j < columns; j++) {
        if (values[start + j]! > largest) largest = values[start + j]!;
      }
      let sum = 0;
      for (let j = 0; j < columns; j++) {
        const power = round(exp(round(values[start + j]! - largest)));
        probabilities[start + j] = power;
        sum = round(sum + power);
      }
      for (let j = 0; j < columns; j++) {
        probabilities[start + j] = round(probabilities[start + j]! / sum);
      }
      if (!(labels[row]! < columns)) {
        throw new RangeError(
          `Cannot take the loss of example ${row}: its label is ${
            labels[row]
          }, but there are ${columns} classes`,
        );
      }
      const right = probabilities[start + labels[row]!]!;
      logSum = round(logSum + round(log(round(right + this.#epsilon))));
    }
    return round(-logSum / rows);
  }

  /** dlogits = (probabilities - one-hot labels) / batch, after a forward pass. */
  backward(labels: Uint8Array): Matrix {
    const { round } = this.#backend;
    const gradient = this.#probabilities.withRows(labels.length);
    const { rows, columns, values } = gradient;
    for (let row = 0; row < rows; row++) {
      const right = row * columns + labels[row]!;
      values[right] = round(values[right]! - 1);
    }
    for (let i = 0; i < values.length; i++) values[i] = round(values[i]! / rows);
    return gradient;
  }
}
