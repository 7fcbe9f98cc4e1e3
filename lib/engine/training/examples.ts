import type { Backend } from "../matrix/backend.ts";
import type { Round } from "../matrix/dtype.ts";
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
  /** The right class of each. */
  readonly labels: Uint8Array;
  /** The inputs one after the other: bytes of images, or numbers. */
  readonly inputs: { readonly pixels: Uint8Array } | { readonly numbers: Float64Array };
}

/** What messages ask for. */
const WANTED = "what imageExamples or numberExamples returns";

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
  if (!isBytes(pixels) || !isBytes(labels)) {
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
 * @param inputs one row an example, all of the same length: lists or typed arrays of
 *   finite numbers
 * @param labels the right class of each, a whole number, 0..255
 * @throws {RangeError} if the rows differ in length or number from the labels, or an
 *   input or a label is not what it must be
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
  // Counted, because what goes through a list by itself leaves out its holes.
  for (let i = 0; i < count; i++) {
    const row: unknown = inputs[i];
    if (!isList(row) || row.length !== features) {
      throw new RangeError(
        `Cannot use example ${i}: its inputs are ${
          isList(row) ? `${row.length} numbers` : show(row)
        }; the first example has ${features}, and so must all`,
      );
    }
    for (let j = 0; j < features; j++) {
      const value = row[j];
      if (typeof value !== "number" || !Number.isFinite(value)) {
        throw new RangeError(
          `Cannot use example ${i}: its input ${j} is ${show(value)}; inputs are finite numbers`,
        );
      }
      numbers[i * features + j] = value;
    }
    const label: unknown = labels[i];
    if (!(typeof label === "number" && Number.isInteger(label) && label >= 0 && label <= 255)) {
      throw new RangeError(
        `Cannot use example ${i}: its label is ${
          show(label)
        }; labels are whole numbers from 0 to 255`,
      );
    }
  }
  return { count, features, labels: Uint8Array.from(labels), inputs: { numbers } };
}

/** Whether something is a list of what may be numbers: an array or a typed array. */
function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Whether something is a Uint8Array, also of another window or worker. */
function isBytes(value: unknown): boolean {
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
 * @throws {RangeError} if there are not so many
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
 * The same inputs with their labels shuffled among them, so that there is nothing
 * to learn but the labels' shares: what `np.random.seed(seed)` and
 * `np.random.shuffle(labels)` give.
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
 * @throws {RangeError} if they have not
 */
export function checkFeatures({ features }: Examples, networkInputs: number): void {
  if (features !== networkInputs) {
    throw new RangeError(
      `Cannot use examples of ${features} inputs: the network has ${networkInputs}`,
    );
  }
}

/**
 * Checks that a network of so many inputs and classes can learn some examples, or be
 * tested on them.
 *
 * @param name "training" or "test", for messages
 * @param round the rounding of the number format
 * @throws {RangeError} "Cannot train ...", if it cannot
 */
export function checkExamples(
  examples: Examples,
  name: string,
  networkInputs: number,
  classes: number,
  round: Round,
): void {
  checkObject(`train with the ${name} examples`, examples, WANTED);
  checkKeys("train with", `${name} examples`, examples, ["count", "features", "labels", "inputs"]);
  const { count, features, labels, inputs } = examples;
  if (!(Number.isInteger(count) && count > 0)) {
    throw new RangeError(`Cannot train with ${show(count)} ${name} examples: give one or more`);
  }
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
  const odd = "pixels" in inputs ? -1 : values.findIndex((value) => !Number.isFinite(round(value)));
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
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong !== -1) {
    throw new RangeError(
      `Cannot train on ${name} example ${wrong}: its label is ${
        labels[wrong]
      }, but there are ${classes} classes`,
    );
  }
}

/** The inputs of some examples, which are checked to be what they are called. */
function valuesOf({ inputs }: Examples, name: string): Uint8Array | Float64Array {
  checkObject(`train with the inputs % of the ${name} examples`, inputs, WANTED);
  const { pixels, numbers } = inputs as { pixels?: unknown; numbers?: unknown };
  if (pixels !== undefined && numbers === undefined && isBytes(pixels)) return pixels as Uint8Array;
  if (pixels === undefined && tagOf(numbers) === "Float64Array") return numbers as Float64Array;
  throw new RangeError(
    `Cannot train with the inputs of the ${name} examples: give either pixels, a Uint8Array, or numbers, a Float64Array, as imageExamples and numberExamples do`,
  );
}

/**
 * A batch of examples, as a network takes them: the non-zero inputs, and the
 * labels. The storage is used again for every batch.
 */
export class Batch {
  /** The inputs. */
  readonly inputs: CsrMatrix;
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
    this.inputs = new CsrMatrix(backend);
    this.#numbers = new RowBuffer(backend, features);
  }

  /**
   * Takes the examples of some indices.
   *
   * @throws {RangeError} if there is no example of an index, or it has other inputs
   */
  take(examples: Examples, indices: Uint32Array): void {
    this.#fill(examples, indices.length, (row) => indices[row]!);
  }

  /**
   * Takes so many examples that follow each other.
   *
   * @throws {RangeError} if there are not so many, or they have other inputs
   */
  takeRange(examples: Examples, first: number, rows: number): void {
    this.#fill(examples, rows, (row) => first + row);
  }

  #fill(examples: Examples, rows: number, indexOf: (row: number) => number): void {
    if (examples.features !== this.#features) {
      throw new RangeError(
        `Cannot take examples of ${examples.features} inputs: this batch has ${this.#features}`,
      );
    }
    for (let row = 0; row < rows; row++) {
      if (!(indexOf(row) >= 0 && indexOf(row) < examples.count)) {
        throw new RangeError(
          `Cannot take example ${indexOf(row)}: there are ${examples.count}, counted from 0`,
        );
      }
    }
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
      this.#backend.pixelsToCsr(this.#pixels, rows, features, this.inputs);
    } else {
      const { numbers } = examples.inputs;
      const dense = this.#numbers.withRows(rows);
      for (let row = 0; row < rows; row++) {
        const from = indexOf(row) * features;
        dense.values.set(numbers.subarray(from, from + features), row * features);
      }
      this.#backend.toCsr(dense, this.inputs);
    }
  }
}
