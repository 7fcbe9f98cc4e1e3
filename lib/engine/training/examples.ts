import type { Backend } from "../matrix/backend.ts";
import type { Round, Values } from "../matrix/dtype.ts";
import { CsrMatrix } from "../matrix/csr_matrix.ts";
import { RowBuffer } from "../matrix/row_buffer.ts";
import { RandomState } from "../random/random_state.ts";
import { checkCount, checkKeys, checkObject, show, tagOf } from "../settings.ts";

/** Labelled inputs that batches are drawn from. */
export interface Examples {
  /** How many there are. */
  readonly count: number;
  /** How many inputs each has. */
  readonly features: number;
  /** The class of each. */
  readonly labels: Uint8Array;
  /** The inputs of all examples, one after the other: bytes of images, or numbers. */
  readonly inputs: { readonly pixels: Uint8Array } | { readonly numbers: Float64Array };
}

/** Named in error messages. */
const WANTED = "what imageExamples or numberExamples returns";

/**
 * Images of bytes. A pixel becomes the input float32(pixel) / float32(255), an exact
 * number in both number formats.
 *
 * @param pixels the images one after the other; may be shared between threads
 * @param labels the class of each image; their number is the number of images
 * @throws {RangeError} if these are not bytes, or the pixels do not divide evenly among
 *   the labels
 */
export function imageExamples(pixels: Uint8Array, labels: Uint8Array): Examples {
  if (!isBytes(pixels) || !isBytes(labels)) {
    throw new RangeError(
      "Cannot use pixels and labels that are not bytes: give each as a Uint8Array, or use numberExamples",
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
 * @param inputs one row an example, all of the same length: arrays or typed arrays of
 *   finite numbers
 * @param labels the class of each example, a whole number, 0..255
 * @throws {RangeError} if the rows differ in length, if there are not as many labels, or
 *   if an input or a label is anything else
 */
export function numberExamples(
  inputs: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
): Examples {
  if (!Array.isArray(inputs) || !isList(labels)) {
    throw new RangeError(
      `Cannot use ${show(inputs)} with the labels ${
        show(labels)
      }: give a list of rows of numbers, and a list of labels`,
    );
  }
  const count = inputs.length;
  const features = isList(inputs[0]) ? inputs[0].length : 0;
  if (features === 0 || count !== labels.length) {
    throw new RangeError(
      `Cannot use ${count} inputs with ${labels.length} labels: every input needs one label, and one number or more`,
    );
  }
  const numbers = new Float64Array(count * features);
  // Loops that count, because iteration skips holes.
  for (let i = 0; i < count; i++) {
    const refuse = (reason: string) => new RangeError(`Cannot use example ${i}: ${reason}`);
    const row: unknown = inputs[i];
    if (!isList(row) || row.length !== features) {
      const found = isList(row) ? `${row.length} numbers` : show(row);
      throw refuse(
        `its inputs are ${found}; the first example has ${features}, and so must all`,
      );
    }
    for (let j = 0; j < features; j++) {
      const value = row[j];
      if (!Number.isFinite(value)) {
        throw refuse(`its input ${j} is ${show(value)}; inputs are finite numbers`);
      }
      numbers[i * features + j] = value as number;
    }
    const label: unknown = labels[i];
    if (!(Number.isInteger(label) && Number(label) >= 0 && Number(label) <= 255)) {
      throw refuse(`its label is ${show(label)}; labels are whole numbers from 0 to 255`);
    }
  }
  return { count, features, labels: Uint8Array.from(labels), inputs: { numbers } };
}

/** Whether something is an array or a typed array. */
function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Whether something is a Uint8Array, even of another window or worker. */
function isBytes(value: unknown): value is Uint8Array {
  return tagOf(value) === "Uint8Array";
}

/** Checks that something has labels, as examples do. */
function checkLabelled(action: string, examples: Examples): void {
  checkObject(action, examples, WANTED);
  if (!isBytes(examples.labels)) {
    throw new RangeError(
      `Cannot ${action}: its labels are ${show(examples.labels)}; give ${WANTED}`,
    );
  }
}

/**
 * The first of some examples, sharing their storage.
 *
 * @param count how many, 1 or more
 * @throws {RangeError} if there are fewer
 */
export function firstExamples(examples: Examples, count: number): Examples {
  checkLabelled("take the first of the examples", examples);
  if (!Number.isInteger(count) || count < 1 || count > examples.count) {
    throw new RangeError(
      `Cannot take the first ${show(count)} examples: there are ${examples.count}`,
    );
  }
  return { ...examples, count, labels: examples.labels.subarray(0, count) };
}

/**
 * The same inputs with their labels shuffled, so that there is nothing to learn but how
 * frequent each label is: what `np.random.seed(seed)` and `np.random.shuffle(labels)`
 * give.
 *
 * @param seed a whole number, 0..2^32 - 1
 */
export function shuffleLabels(examples: Examples, seed: number): Examples {
  checkLabelled("shuffle the labels of the examples", examples);
  const labels = Uint8Array.from(examples.labels);
  new RandomState(seed).shuffle(labels);
  return { ...examples, labels };
}

/**
 * Checks that examples have as many inputs as a network.
 *
 * @throws {RangeError} if they do not
 */
export function checkFeatures({ features }: Examples, networkInputs: number): void {
  if (features !== networkInputs) {
    throw new RangeError(
      `Cannot use examples of ${features} inputs: the network has ${networkInputs}`,
    );
  }
}

/**
 * Checks that a network can learn from some examples, or be tested on them.
 *
 * @param name "training" or "test", for messages
 * @param round the rounding of the number format
 * @throws {RangeError} "Cannot train ...", if it cannot
 */
export function checkExamples(
  examples: Examples,
  name: string,
  networkInputs: number,
  round: Round,
): void {
  checkObject(`train with the ${name} examples`, examples, WANTED);
  checkKeys("train with", `${name} examples`, examples, ["count", "features", "labels", "inputs"]);
  const { count, features, labels } = examples;
  checkCount(`train with % ${name} examples`, count, 1);
  checkCount(`train with ${name} examples of % inputs`, features, 1);
  if (!isBytes(labels)) {
    throw new RangeError(
      `Cannot train with the labels ${show(labels)} of the ${name} examples: give a Uint8Array`,
    );
  }
  const values = valuesOf(examples, name);
  if (labels.length !== count || values.length < count * features) {
    throw new RangeError(
      `Cannot train with ${count} ${name} examples of ${features} inputs: there are ${labels.length} labels and ${values.length} inputs; give each example its own`,
    );
  }
  const odd = isBytes(values) ? -1 : values.findIndex((value) => !Number.isFinite(round(value)));
  if (odd >= 0) {
    throw new RangeError(
      `Cannot train with ${name} example ${Math.floor(odd / features)}: its input ${
        odd % features
      } is ${values[odd]}; inputs are finite numbers${
        Number.isFinite(values[odd]) ? ", in the number format of the backend, too" : ""
      }`,
    );
  }
  checkFeatures(examples, networkInputs);
}

/**
 * Checks that every label is a class.
 *
 * @param name "training" or "test", for messages
 * @throws {RangeError} "Cannot train ...", if one is not
 */
export function checkLabels({ labels }: Examples, name: string, classes: number): void {
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong !== -1) {
    throw new RangeError(
      `Cannot train on ${name} example ${wrong}: its label is ${
        labels[wrong]
      }, but there are ${classes} classes`,
    );
  }
}

/** The inputs of some examples, once they are checked to be what their name says. */
function valuesOf({ inputs }: Examples, name: string): Uint8Array | Float64Array {
  checkObject(`train with the inputs % of the ${name} examples`, inputs, WANTED);
  const { pixels, numbers } = inputs as { pixels?: unknown; numbers?: unknown };
  if (isBytes(pixels) && numbers === undefined) return pixels;
  if (pixels === undefined && tagOf(numbers) === "Float64Array") return numbers as Float64Array;
  throw new RangeError(
    `Cannot train with the inputs of the ${name} examples: give either pixels, a Uint8Array, or numbers, a Float64Array, as imageExamples and numberExamples do`,
  );
}

/**
 * A batch of examples as a network takes them: the non-zero inputs, and the labels. Its
 * storage is used again for every batch.
 */
export class Batch {
  /** The inputs. */
  readonly inputs: CsrMatrix;
  /** The class of each row. */
  labels: Uint8Array = new Uint8Array(0);
  readonly #backend: Backend;
  readonly #features: number;
  readonly #numbers: RowBuffer;
  #pixels = new Uint8Array(0);

  /**
   * An empty batch.
   *
   * @param features how many inputs each example has
   */
  constructor(backend: Backend, features: number) {
    this.#backend = backend;
    this.#features = features;
    this.inputs = new CsrMatrix(backend);
    this.#numbers = new RowBuffer(backend, features);
  }

  /**
   * Takes the examples of some indices.
   *
   * @throws {RangeError} if an index has no example, or examples have other inputs
   */
  take(examples: Examples, indices: Uint32Array): void {
    const features = this.#features;
    const { inputs } = examples;
    const rows = indices.length;
    this.#takeLabels(examples, rows, (row) => indices[row]!);
    /** Copies the inputs of the batch, row by row. */
    const copy = <T extends Uint8Array | Values>(from: T, to: T): void => {
      for (let row = 0; row < rows; row++) {
        const start = indices[row]! * features;
        to.set(from.subarray(start, start + features), row * features);
      }
    };
    if ("pixels" in inputs) {
      if (this.#pixels.length !== rows * features) this.#pixels = new Uint8Array(rows * features);
      copy(inputs.pixels, this.#pixels);
      this.#backend.pixelsToCsr(this.#pixels, rows, features, this.inputs);
    } else {
      const dense = this.#numbers.withRows(rows);
      copy<Values>(inputs.numbers, dense.values);
      this.#backend.toCsr(dense, this.inputs);
    }
  }

  /**
   * Takes consecutive examples.
   *
   * @throws {RangeError} if there are fewer, or they have other inputs
   */
  takeRange(examples: Examples, first: number, rows: number): void {
    const features = this.#features;
    const { inputs } = examples;
    this.#takeLabels(examples, rows, (row) => first + row);
    const [start, end] = [first * features, (first + rows) * features];
    if ("pixels" in inputs) {
      this.#backend.pixelsToCsr(inputs.pixels.subarray(start, end), rows, features, this.inputs);
    } else {
      const dense = this.#numbers.withRows(rows);
      dense.values.set(inputs.numbers.subarray(start, end));
      this.#backend.toCsr(dense, this.inputs);
    }
  }

  #takeLabels(examples: Examples, rows: number, indexOf: (row: number) => number): void {
    if (examples.features !== this.#features) {
      throw new RangeError(
        `Cannot take examples of ${examples.features} inputs: this batch has ${this.#features}`,
      );
    }
    if (this.labels.length !== rows) this.labels = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const index = indexOf(row);
      if (!(index >= 0 && index < examples.count)) {
        throw new RangeError(
          `Cannot take example ${index}: there are ${examples.count}, counted from 0`,
        );
      }
      this.labels[row] = examples.labels[index]!;
    }
  }
}
