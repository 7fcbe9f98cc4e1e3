import type { Backend } from "../matrix/backend.ts";
import type { Round } from "../matrix/dtype.ts";
import { NonZeros } from "../matrix/non_zeros.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import { RandomState } from "../random/random_state.ts";
import { checkKeys, show } from "../settings.ts";

/** Labelled inputs that batches are drawn from. */
export interface Examples {
  /** How many there are. */
  readonly count: number;
  /** How many inputs each has. */
  readonly features: number;
  /** The right class of each. */
  readonly labels: Uint8Array;
  /** The inputs one after the other: bytes of images, or numbers. */
  readonly inputs: { readonly pixels: Uint8Array } | { readonly numbers: Float64Array };
}

/**
 * Images of bytes. The document reads each pixel as float32(pixel) / float32(255),
 * an exact number in both number formats; so does a batch of these.
 *
 * @param pixels the images one after the other; may be shared between threads
 * @param labels one byte an image; their number is the number of images
 * @throws {RangeError} if they are no bytes, or the pixels do not divide evenly among
 *   the labels
 */
export function imageExamples(pixels: Uint8Array, labels: Uint8Array): Examples {
  if (!(pixels instanceof Uint8Array && labels instanceof Uint8Array)) {
    throw new RangeError(
      "Cannot use pixels and labels that are no bytes: give each as a Uint8Array, or use numberExamples",
    );
  }
  const count = labels.length;
  const features = pixels.length / count;
  if (count === 0 || !Number.isInteger(features) || features === 0) {
    throw new RangeError(
      `Cannot use ${pixels.length} pixels with ${count} labels: every image needs one label and the same number of pixels`,
    );
  }
  return { count, features, labels, inputs: { pixels } };
}

/**
 * Inputs given as rows of numbers.
 *
 * @param inputs one row an example, all of the same length
 * @param labels the right class of each, 0..255
 * @throws {RangeError} if the rows differ in length or number from the labels, or an
 *   input or a label is not what it must be
 */
export function numberExamples(
  inputs: readonly (readonly number[])[],
  labels: readonly number[],
): Examples {
  const features = inputs[0]?.length ?? 0;
  const fits = features > 0 && inputs.length === labels.length &&
    inputs.every((row) => row.length === features);
  if (!fits) {
    throw new RangeError(
      `Cannot use ${inputs.length} inputs with ${labels.length} labels: every input needs one label and the same length`,
    );
  }
  inputs.forEach((row, i) => {
    for (let j = 0; j < features; j++) { // Holes of an array are seen this way, too.
      if (typeof row[j] !== "number" || !Number.isFinite(row[j])) {
        throw new RangeError(
          `Cannot use example ${i}: its input ${j} is ${show(row[j])}; inputs are finite numbers`,
        );
      }
    }
  });
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!(typeof label === "number" && Number.isInteger(label) && label >= 0 && label <= 255)) {
      throw new RangeError(
        `Cannot use example ${i}: its label is ${
          show(label)
        }; labels are whole numbers from 0 to 255`,
      );
    }
  }
  return {
    count: inputs.length,
    features,
    labels: Uint8Array.from(labels),
    inputs: { numbers: Float64Array.from(inputs.flatMap((row) => Array.from(row))) },
  };
}

/** The first `count` of some examples, sharing their storage. */
export function firstExamples(examples: Examples, count: number): Examples {
  if (!Number.isInteger(count) || count < 1 || count > examples.count) {
    throw new RangeError(
      `Cannot take the first ${show(count)} examples: there are ${examples.count}`,
    );
  }
  return { ...examples, count, labels: examples.labels.subarray(0, count) };
}

/**
 * The same inputs with their labels shuffled among them, so that there is nothing
 * to learn but the labels' shares: what `np.random.seed(seed)` and
 * `np.random.shuffle(labels)` give.
 *
 * @param seed a whole number, 0..2^32 - 1
 */
export function shuffleLabels(examples: Examples, seed: number): Examples {
  const labels = Uint8Array.from(examples.labels);
  new RandomState(seed).shuffle(labels);
  return { ...examples, labels };
}

/**
 * Checks that examples have as many inputs as a network.
 *
 * @throws {RangeError} if they have not
 */
export function checkFeatures({ features }: Examples, networkInputs: number): void {
  if (features !== networkInputs) {
    throw new RangeError(
      `Cannot use examples of ${features} inputs: the network has ${networkInputs}`,
    );
  }
}

/** The numbers or bytes of some inputs; undefined if they are neither, or both. */
function valuesOf(inputs: Examples["inputs"]): Uint8Array | Float64Array | undefined {
  const { pixels, numbers } = (inputs ?? {}) as { pixels?: unknown; numbers?: unknown };
  if (pixels instanceof Uint8Array && numbers === undefined) return pixels;
  return numbers instanceof Float64Array && pixels === undefined ? numbers : undefined;
}

/**
 * Checks that a network of so many inputs and classes can learn some examples, or be
 * tested on them.
 *
 * @param name "training" or "test", for messages
 * @throws {RangeError} "Cannot train ...", if it cannot
 */
export function checkExamples(
  examples: Examples,
  name: string,
  { inputs: networkInputs, classes }: { readonly inputs: number; readonly classes: number },
  round: Round,
): void {
  checkKeys(`${name} examples`, examples, ["count", "features", "labels", "inputs"]);
  const { count, features, labels, inputs } = examples;
  if (!(Number.isInteger(count) && count > 0)) {
    throw new RangeError(`Cannot train with ${show(count)} ${name} examples: give one or more`);
  }
  const values = valuesOf(inputs);
  if (values === undefined || !(labels instanceof Uint8Array)) {
    throw new RangeError(
      `Cannot train with these ${name} examples: labels and pixels are each a Uint8Array, numbers a Float64Array, and inputs are either pixels or numbers; imageExamples and numberExamples make them`,
    );
  }
  if (labels.length !== count || values.length < count * features) {
    throw new RangeError(
      `Cannot train with ${count} ${name} examples of ${features} inputs: there are ${labels.length} labels and ${values.length} inputs; give each example its own`,
    );
  }
  const odd = values instanceof Float64Array
    ? values.findIndex((value) => !Number.isFinite(round(value)))
    : -1;
  if (odd >= 0) {
    throw new RangeError(
      `Cannot train with ${name} example ${Math.floor(odd / features)}: its input ${
        odd % features
      } is ${values[odd]}; inputs are finite numbers, also in the number format`,
    );
  }
  checkFeatures(examples, networkInputs);
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong !== -1) {
    throw new RangeError(
      `Cannot train on ${name} example ${wrong}: its label is ${
        labels[wrong]
      }, but there are ${classes} classes`,
    );
  }
}

/**
 * A batch of examples, as a network takes them: the non-zero inputs, and the
 * labels. The storage is used again for every batch.
 */
export class Batch {
  /** The inputs. */
  readonly inputs: NonZeros;
  /** The right class of each row. */
  labels: Uint8Array = new Uint8Array(0);
  readonly #backend: Backend;
  readonly #features: number;
  #pixels = new Uint8Array(0);
  readonly #numbers: RowBuffer;

  /**
   * An empty batch.
   *
   * @param features how many inputs each example has
   */
  constructor(backend: Backend, features: number) {
    this.#backend = backend;
    this.#features = features;
    this.inputs = new NonZeros(backend);
    this.#numbers = new RowBuffer(backend, features);
  }

  /** Takes the examples of some indices. */
  take(examples: Examples, indices: Uint32Array): void {
    this.#fill(examples, indices.length, (row) => indices[row]!);
  }

  /** Takes so many examples that follow each other. */
  takeRange(examples: Examples, first: number, rows: number): void {
    this.#fill(examples, rows, (row) => first + row);
  }

  #fill(examples: Examples, rows: number, indexOf: (row: number) => number): void {
    const features = this.#features;
    if (this.labels.length !== rows) this.labels = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) this.labels[row] = examples.labels[indexOf(row)]!;

    if ("pixels" in examples.inputs) {
      const { pixels } = examples.inputs;
      if (this.#pixels.length !== rows * features) this.#pixels = new Uint8Array(rows * features);
      for (let row = 0; row < rows; row++) {
        const from = indexOf(row) * features;
        this.#pixels.set(pixels.subarray(from, from + features), row * features);
      }
      this.#backend.findNonZeroPixels(this.#pixels, rows, features, this.inputs);
    } else {
      const { numbers } = examples.inputs;
      const dense = this.#numbers.withRows(rows);
      for (let row = 0; row < rows; row++) {
        const from = indexOf(row) * features;
        dense.values.set(numbers.subarray(from, from + features), row * features);
      }
      this.#backend.findNonZeros(dense, this.inputs);
    }
  }
}
