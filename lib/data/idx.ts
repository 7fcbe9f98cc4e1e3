/** A parsed IDX file of unsigned bytes. */
export interface IdxBytes {
  /** The length of each dimension: images, rows, columns; or labels. */
  readonly shape: readonly number[];
  /** The elements, the last dimension running fastest; a view on the input. */
  readonly values: Uint8Array;
}

/** The code of "unsigned byte" in an IDX header. */
const UNSIGNED_BYTE = 0x08;

/** The element types of IDX, by their code. */
const ELEMENTS: Readonly<Record<number, string>> = {
  [UNSIGNED_BYTE]: "unsigned bytes",
  0x09: "signed bytes",
  0x0b: "16-bit integers",
  0x0c: "32-bit integers",
  0x0d: "32-bit floats",
  0x0e: "64-bit floats",
};

/** Files that are taken for IDX now and then, by how they begin. */
const KINDS: readonly { readonly begins: readonly number[]; readonly reason: string }[] = [
  { begins: [0x1f, 0x8b], reason: "it is gzip; unpack it first" },
  { begins: [0x50, 0x4b], reason: "it is a zip archive; unpack it first" },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], reason: "it is Zstandard; unpack it first" },
  { begins: [0xfd, 0x37, 0x7a, 0x58, 0x5a], reason: "it is xz; unpack it first" },
  { begins: [0x3c], reason: "it is a web page or XML; download the file itself" },
  {
    begins: [...new TextEncoder().encode("version https://git-lfs")],
    reason: "it is a pointer of Git LFS; get the file itself",
  },
];

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
  const known = KINDS.find(({ begins }) => begins.every((byte, i) => bytes[i] === byte));
  if (known !== undefined) refuse(known.reason);
  const header = headerLength(dimensions);
  if (bytes.length < header) {
    refuse(`it has ${bytes.length} bytes, less than a header of ${header}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expected = (UNSIGNED_BYTE << 8) | dimensions;
  if (magic !== expected) {
    if (view.getUint32(0, true) === expected) refuse("its bytes are in the reverse order");
    const [type, count] = [ELEMENTS[magic >>> 8], magic & 0xff];
    if (type === undefined) refuse(`its first four bytes are ${hex(magic)}, not ${hex(expected)}`);
    if (magic >>> 8 !== UNSIGNED_BYTE) {
      refuse(`its elements are ${type}; only unsigned bytes can be read`);
    }
    refuse(`it has ${count} dimensions, not ${dimensions}; images have 3, labels 1`);
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

/**
 * Writes unsigned bytes as an IDX file; the inverse of {@linkcode parseIdx}.
 *
 * @throws {RangeError} if there are not as many elements as the shape has
 */
export function formatIdx({ shape, values }: IdxBytes): Uint8Array<ArrayBuffer> {
  const isShape = shape.length >= 1 && shape.length <= 255 &&
    shape.every((length) => Number.isInteger(length) && length >= 0 && length < 2 ** 32);
  if (!isShape || !(values instanceof Uint8Array)) {
    throw new RangeError(
      `Cannot write the shape [${
        shape.join(", ")
      }] as IDX: give up to 255 whole numbers, and the elements as a Uint8Array`,
    );
  }
  const elements = shape.reduce((product, length) => product * length, 1);
  if (values.length !== elements) {
    throw new RangeError(
      `Cannot write ${values.length} elements as IDX: the shape ${
        shape.join(" x ")
      } has ${elements}`,
    );
  }
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
