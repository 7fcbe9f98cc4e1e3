import type { Dtype, Values } from "../matrix/dtype.ts";
import { checkCount } from "../settings.ts";

const MEGABYTE = 1 << 20;
const PAGES_PER_MEGABYTE = 16;
/** The largest size of a WebAssembly memory. */
export const MOST_MEGABYTES = 4096;
/** Every array begins at a multiple of this, the size of a cache line. */
const ALIGNMENT = 64;

/**
 * A memory of fixed size that is allocated from the bottom up and released all at once.
 * It never grows, because growing would detach every array in it; only what is used
 * takes up real memory.
 */
export class Arena {
  /** What kernels import. */
  readonly memory: WebAssembly.Memory;
  /** Its size in pages of 64 KiB. */
  readonly pages: number;
  readonly #buffer: ArrayBuffer;
  readonly #numberArray: typeof Float64Array | typeof Float32Array;
  #used = 0;
  /** From here on, memory has never been used and is still zero. */
  #touched = 0;
  /** Up to here, memory is not released. */
  #kept = 0;

  /**
   * @param megabytes its size, a whole number, 1..4096
   * @throws {RangeError} if there is not enough memory
   */
  constructor(dtype: Dtype, megabytes: number) {
    this.pages = megabytes * PAGES_PER_MEGABYTE;
    try {
      this.memory = new WebAssembly.Memory({ initial: this.pages, maximum: this.pages });
    } catch (error) {
      throw new RangeError(
        `Cannot make a memory of ${megabytes} megabytes: not enough is left, or there is no room for another memory; give fewer megabytes, or use fewer backends and unfinished runs at a time`,
        { cause: error },
      );
    }
    this.#buffer = this.memory.buffer as ArrayBuffer;
    this.#numberArray = dtype === "f64" ? Float64Array : Float32Array;
  }

  /** Allocates elements, all zero; returns their address. */
  #reserve(length: number, bytesEach: number): number {
    checkCount("allocate an array of the length", length, 0);
    const bytes = length * bytesEach;
    const address = this.#used;
    const end = address + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const size = this.#buffer.byteLength;
    if (end > size) {
      const megabytes = size / MEGABYTE;
      const wayOut = megabytes < MOST_MEGABYTES
        ? `make the backend with more than ${megabytes} megabytes`
        : "use blockedBackend, which has no limit of its own";
      throw new RangeError(
        `Cannot allocate ${bytes} bytes: ${address} of ${size} are in use; ${wayOut}, or, where it is full of arrays of your own, release() them`,
      );
    }
    const dirty = Math.min(end, this.#touched) - address;
    if (dirty > 0) new Uint8Array(this.#buffer, address, dirty).fill(0);
    this.#used = end;
    this.#touched = Math.max(this.#touched, end);
    return address;
  }

  /** An array of numbers of the format, all zero. */
  numbers(length: number): Values {
    const address = this.#reserve(length, this.#numberArray.BYTES_PER_ELEMENT);
    return new this.#numberArray(this.#buffer, address, length);
  }

  /** An array of 32-bit integers, all zero. */
  integers(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#buffer, this.#reserve(length, 4), length);
  }

  /** An array of bytes, all zero. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#buffer, this.#reserve(length, 1), length);
  }

  /** Whether an array lies in this memory. */
  holds(array: Values | Int32Array | Uint8Array): boolean {
    return array.buffer === this.#buffer;
  }

  /**
   * The address of an array.
   *
   * @throws {RangeError} if it is not in this memory
   */
  addressOf(array: Values | Int32Array | Uint8Array): number {
    if (!this.holds(array)) {
      throw new RangeError(
        "Cannot use numbers that are not in this backend's memory: allocate them with it",
      );
    }
    return array.byteOffset;
  }

  /** Keeps all that is allocated now when the rest is released. */
  keep(): void {
    this.#kept = this.#used;
  }

  /** Releases everything that is not kept. */
  release(): void {
    this.#used = this.#kept;
  }
}
