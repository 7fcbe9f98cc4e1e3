import { checkCount } from "../settings.ts";
import type { Values } from "./dtype.ts";

/** What 32-bit integers can count, less the one element more that there is room for. */
const MOST_ELEMENTS = 2 ** 31 - 2;

/** Where the arrays of {@linkcode NonZeros} come from. */
export interface Allocator {
  /** Room for `length` numbers, all zero. */
  allocate(length: number): Values;
  /** Room for `length` 32-bit integers, all zero. */
  allocateIntegers(length: number): Int32Array;
}

/**
 * The non-zero elements of a matrix, row after row (compressed sparse rows). The
 * arrays are kept from use to use and grow when they must, so that filling them
 * again allocates nothing.
 */
export class NonZeros {
  /** The number of rows of the matrix. */
  rows = 0;
  /** The number of columns of the matrix. */
  columns = 0;
  /** The non-zero elements of row i are those from `starts[i]` to `starts[i + 1]`. */
  starts: Int32Array = new Int32Array(0);
  /** The column of each of them. */
  indices: Int32Array = new Int32Array(0);
  /** Their values. */
  values: Values = new Float64Array(0);
  readonly #allocator: Allocator;
  #transposed: NonZeros | undefined;

  /**
   * An empty list.
   *
   * @param allocator usually the backend that will fill it
   */
  constructor(allocator: Allocator) {
    this.#allocator = allocator;
  }

  /**
   * Makes room for all elements of a matrix, for one more that a kernel may write
   * and take back, and for one more start that transposing uses.
   *
   * @throws {RangeError} if they are more than 32-bit integers can count
   */
  reserve(rows: number, columns: number): void {
    checkCount("hold a matrix of % elements", rows * columns, 0, MOST_ELEMENTS);
    this.rows = rows;
    this.columns = columns;
    if (this.starts.length < rows + 2) this.starts = this.#allocator.allocateIntegers(rows + 2);
    if (this.indices.length < rows * columns + 1) {
      this.indices = this.#allocator.allocateIntegers(rows * columns + 1);
      this.values = this.#allocator.allocate(rows * columns + 1);
    }
  }

  /** A place for the non-zeros of the transpose; what is in it is whatever was there. */
  get transposed(): NonZeros {
    this.#transposed ??= new NonZeros(this.#allocator);
    this.#transposed.reserve(this.columns, this.rows);
    return this.#transposed;
  }
}
