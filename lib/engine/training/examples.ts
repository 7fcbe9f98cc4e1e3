import type { Values } from "../matrix/dtype.ts";
import type { Matrix } from "../matrix/matrix.ts";

/** Labelled inputs that batches are drawn from. */
export interface Examples {
  /** How many there are. */
  readonly count: number;
  /** How many inputs each has. */
  readonly features: number;
  /** The right class of each. */
  readonly labels: Uint8Array;
  /** Writes example `index` to `out`, from position `start` on. */
  copyInputs(index: number, out: Values, start: number): void;
}

/**
 * Images of bytes as the document reads them: each pixel is
 * float32(pixel) / float32(255), an exact number in both number formats.
 *
 * @param pixels the images one after the other; may be shared between threads
 * @param labels one byte an image; their number is the number of images
 * @throws {RangeError} if the pixels do not divide evenly among the labels
 */
export function imageExamples(pixels: Uint8Array, labels: Uint8Array): Examples {
  const count = labels.length;
  const features = pixels.length / count;
  if (count === 0 || !Number.isInteger(features) || features === 0) {
    throw new RangeError(
      `Cannot use ${pixels.length} pixels with ${count} labels: every image needs one label and the same number of pixels`,
    );
  }
  return {
    count,
    features,
    labels,
    copyInputs(index, out, start) {
      const from = index * features;
      for (let i = 0; i < features; i++) out[start + i] = SCALED_PIXELS[pixels[from + i]!]!;
    },
  };
}

const SCALED_PIXELS = Float64Array.from(
  { length: 256 },
  (_, pixel) => Math.fround(pixel / 255),
);

/**
 * Inputs given as rows of numbers.
 *
 * @param inputs one row an example, all of the same length
 * @param labels the right class of each, 0..255
 * @throws {RangeError} if the rows differ in length or number from the labels
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
  return {
    count: inputs.length,
    features,
    labels: Uint8Array.from(labels),
    copyInputs: (index, out, start) => out.set(inputs[index]!, start),
  };
}

/** The first `count` of some examples, sharing their storage. */
export function firstExamples(examples: Examples, count: number): Examples {
  if (!Number.isInteger(count) || count < 1 || count > examples.count) {
    throw new RangeError(
      `Cannot take the first ${count} examples: there are ${examples.count}`,
    );
  }
  return { ...examples, count, labels: examples.labels.subarray(0, count) };
}

/** Checks that a network of so many inputs and classes can learn the examples. */
export function checkExamples(
  examples: Examples,
  inputs: number,
  classes: number,
): void {
  if (examples.features !== inputs) {
    throw new RangeError(
      `Cannot train on examples of ${examples.features} inputs: the network has ${inputs}`,
    );
  }
  const wrong = examples.labels.findIndex((label) => label >= classes);
  if (wrong !== -1) {
    throw new RangeError(
      `Cannot train on example ${wrong}: its label is ${
        examples.labels[wrong]
      }, but there are ${classes} classes`,
    );
  }
}

/** Copies some examples into the rows of a batch. */
export function fillBatch(
  examples: Examples,
  indices: Uint32Array,
  inputs: Matrix,
  labels: Uint8Array,
): void {
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row]!;
    examples.copyInputs(index, inputs.values, row * inputs.columns);
    labels[row] = examples.labels[index]!;
  }
}
