/** A parsed IDX file of unsigned bytes. */
export interface IdxBytes {
  /** The length of each dimension: images, rows, columns; or labels. */
  readonly shape: readonly number[];
  /** The elements, the last dimension running fastest; a view on the input. */
  readonly values: Uint8Array;
}

/** The code of "unsigned byte" in an IDX header. */
const UNSIGNED_BYTE = 0x08;

/** The length of an IDX header for so many dimensions, in bytes. */
function headerLength(dimensions: number): number {
  return 4 + 4 * dimensions;
}

/**
 * Reads an IDX file of unsigned bytes, the format of MNIST: two zero bytes, the
 * element type, the number of dimensions, their lengths (big-endian), the
 * elements. Source: LeCun, Cortes and Burges, "The MNIST database".
 *
 * @param bytes the whole file; the values returned are a view on it
 * @param dimensions how many the file must have, 1..4
 * @param name of the file, for messages
 * @throws {RangeError} if the header or the length is not what it must be
 */
export function parseIdx(
  bytes: Uint8Array,
  dimensions: number,
  name: string,
): IdxBytes {
  const refuse = (reason: string): never => {
    throw new RangeError(`Cannot read ${name} as IDX: ${reason}`);
  };
  const header = headerLength(dimensions);
  if (bytes.length < header) {
    refuse(`it has ${bytes.length} bytes, less than a header of ${header}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expected = (UNSIGNED_BYTE << 8) | dimensions;
  if (magic !== expected) {
    refuse(`its first four bytes are ${hex(magic)}, not ${hex(expected)}`);
  }
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const elements = shape.reduce((product, length) => product * length, 1);
  if (bytes.length - header !== elements) {
    refuse(
      `its header promises ${elements} elements, but ${bytes.length - header} follow`,
    );
  }
  return { shape, values: bytes.subarray(header) };
}

/** Writes unsigned bytes as an IDX file; the inverse of {@linkcode parseIdx}. */
export function formatIdx({ shape, values }: IdxBytes): Uint8Array<ArrayBuffer> {
  const header = headerLength(shape.length);
  const bytes = new Uint8Array(header + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (UNSIGNED_BYTE << 8) | shape.length);
  shape.forEach((length, i) => view.setUint32(4 + 4 * i, length));
  bytes.set(values, header);
  return bytes;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
