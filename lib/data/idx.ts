import { checkCount, show } from "../engine/settings.ts";

/** A parsed IDX file of unsigned bytes. */
export interface IdxBytes {
  /** The length of each dimension: images, rows, columns; or labels. */
  readonly shape: readonly number[];
  /** The elements, the last dimension running fastest; a view on the input. */
  readonly values: Uint8Array;
}

/** The header counts dimensions in one byte. */
const MOST_DIMENSIONS = 255;
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

/** Files that are sometimes mistaken for IDX, by how they begin. */
const KINDS: readonly { readonly begins: string; readonly reason: string; readonly at?: number }[] =
  [
    { begins: "\x1f\x8b", reason: "it is gzip; unpack it first" },
    { begins: "PK", reason: "it is a zip archive; unpack it first" },
    { begins: "BZh", reason: "it is bzip2; unpack it first" },
    { begins: "\x28\xb5\x2f\xfd", reason: "it is Zstandard; unpack it first" },
    { begins: "\xfd7zXZ", reason: "it is xz; unpack it first" },
    { begins: "7z\xbc\xaf", reason: "it is a 7z archive; unpack it first" },
    { begins: "ustar", at: 257, reason: "it is a tar archive; unpack it first" },
    { begins: "\x93NUMPY", reason: "it is a NumPy array; write its elements as IDX" },
    { begins: "\x89PNG", reason: "it is a single image, PNG; only IDX can be read" },
    { begins: "\xff\xd8\xff", reason: "it is a single image, JPEG; only IDX can be read" },
    {
      begins: "version https://git-lfs",
      reason: "it is a pointer of Git LFS; get the file itself",
    },
  ];

/** What a file is that is not IDX, as far as its first bytes tell. */
function kindOf(bytes: Uint8Array): string | undefined {
  const known = KINDS.find(({ begins, at = 0 }) =>
    Array.from(begins).every((character, i) => bytes[at + i] === character.charCodeAt(0))
  );
  if (known !== undefined) return known.reason;
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (bytes[0] === 0xfe && bytes[1] === 0xff);
  const start = new TextDecoder(isUtf16 ? bytes[0] === 0xff ? "utf-16le" : "utf-16be" : "utf-8")
    .decode(bytes.slice(0, 200)).trim();
  if (start.startsWith("<")) return "it is a web page or XML; download the file itself";
  // The last character may be cut off.
  if (isUtf16 || /^[^\p{C}\ufffd]{3}([^\p{C}\ufffd]|\s)*\ufffd{0,3}$/u.test(start)) {
    return `it is text, which begins with ${
      JSON.stringify(start.slice(0, 30))
    }; download the file itself`;
  }
  return undefined;
}

/** The length of an IDX header in bytes. */
function headerLength(dimensions: number): number {
  return 4 + 4 * dimensions;
}

/**
 * Reads an IDX file of unsigned bytes, the format of MNIST: two zero bytes, the
 * element type, the number of dimensions, their lengths (big-endian), the
 * elements. Source: LeCun, Cortes and Burges, "The MNIST database".
 *
 * @param bytes the whole file; the values returned are a view on it
 * @param dimensions how many the file must have, 1..255: 3 for images, 1 for labels
 * @param name of the file, for messages
 * @throws {RangeError} that says what is wrong with the header or the length
 */
export function parseIdx(
  bytes: Uint8Array,
  dimensions: number,
  name: string,
): IdxBytes {
  const refuse = (reason: string): never => {
    throw new RangeError(`Cannot read ${name} as IDX: ${reason}`);
  };
  checkCount(`read ${name} as IDX of % dimensions`, dimensions, 1, MOST_DIMENSIONS);
  if (!(bytes instanceof Uint8Array)) refuse(`it is ${show(bytes)}; give a Uint8Array`);
  if (bytes.length === 0) refuse("it is empty; get it again");
  // IDX begins with two zero bytes.
  const kind = bytes[0] === 0 && bytes[1] === 0 ? undefined : kindOf(bytes);
  if (kind !== undefined) refuse(kind);
  const header = headerLength(dimensions);
  const tooShort = `it has ${bytes.length} bytes, less than a header of ${header}; get it again`;
  if (bytes.length < 4) refuse(tooShort);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkMagic(view, dimensions, refuse);
  if (bytes.length < header) refuse(tooShort);

  const rest = bytes.length - header;
  const shape = lengthsIn(view, dimensions, false);
  const elements = product(shape);
  if (elements !== BigInt(rest)) {
    if (product(lengthsIn(view, dimensions, true)) === BigInt(rest)) {
      refuse("the lengths in its header have the reverse byte order; write them big-endian");
    }
    refuse(
      `its header promises ${elements} elements, but ${rest} follow: it is ${
        elements > BigInt(rest) ? "cut short; get it again" : "too long; get it again"
      }`,
    );
  }
  return { shape, values: bytes.subarray(header) };
}

/** Checks the first four bytes of a file: its element type and its number of dimensions. */
function checkMagic(view: DataView, dimensions: number, refuse: (reason: string) => never): void {
  const magic = view.getUint32(0);
  const expected = (UNSIGNED_BYTE << 8) | dimensions;
  if (magic === expected) return;
  if (view.getUint32(0, true) === expected) {
    refuse("it has the reverse byte order; write its header big-endian");
  }
  const [type, count] = [ELEMENTS[magic >>> 8], magic & 0xff];
  if (type === undefined) {
    refuse(`its first four bytes are ${hex(magic)}, not ${hex(expected)}; is it the right file?`);
  }
  if (magic >>> 8 !== UNSIGNED_BYTE) {
    refuse(`its elements are ${type}; only unsigned bytes can be read`);
  }
  refuse(
    `it has ${count} dimension${
      count === 1 ? "" : "s"
    }, not ${dimensions}; images have 3, labels 1: is it the right file?`,
  );
}

/** The lengths of the dimensions in the header. */
function lengthsIn(view: DataView, dimensions: number, isLittleEndian: boolean): number[] {
  return Array.from(
    { length: dimensions },
    (_, i) => view.getUint32(4 + 4 * i, isLittleEndian),
  );
}

/** How many elements a shape has, exactly: the product may exceed what a double can hold. */
function product(shape: readonly number[]): bigint {
  return shape.reduce((elements, length) => elements * BigInt(length), 1n);
}

/**
 * Writes unsigned bytes as an IDX file; the inverse of {@linkcode parseIdx}.
 *
 * @param idx a shape of 1..255 lengths, each 0..2^32 - 1, and as many bytes as these ask for
 * @throws {RangeError} if it cannot be written
 */
export function formatIdx({ shape, values }: IdxBytes): Uint8Array<ArrayBuffer> {
  if (!(values instanceof Uint8Array)) {
    throw new RangeError(`Cannot write ${show(values)} as IDX: give a Uint8Array`);
  }
  if (!Array.isArray(shape)) {
    throw new RangeError(`Cannot write the shape ${show(shape)} as IDX: give a list of lengths`);
  }
  checkCount("write IDX of % dimensions", shape.length, 1, MOST_DIMENSIONS);
  // A loop that counts, because iteration skips holes.
  for (let i = 0; i < shape.length; i++) {
    checkCount("write IDX with a dimension of the length", shape[i], 0, 2 ** 32 - 1);
  }
  if (product(shape) !== BigInt(values.length)) {
    throw new RangeError(
      `Cannot write ${values.length} elements as IDX: the shape ${shape.join(" x ")} has ${
        product(shape)
      }`,
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
