import { checkCount } from "../settings.ts";
import type { Values } from "./dtype.ts";
import type { Matrix } from "./matrix.ts";

/** There is room for more elements than a matrix has, as many as kernels handle at once. */
const MARGIN = 8;
/** 32-bit integers must count the elements. */
const MOST_ELEMENTS = 2 ** 31 - 1 - MARGIN;

/** What allocates arrays. */
export interface Allocator {
  /** An array of `length` numbers, all zero. */
  allocate(length: number): Values;
  /** An array of `length` 32-bit integers, all zero. */
  allocateIntegers(length: number): Int32Array;
}

/**
 * The non-zero elements of a matrix, row after row (compressed sparse rows). The arrays
 * are reused and grow when they must, so filling them again allocates nothing.
 */
export class CsrMatrix {
  /** The number of rows. */
  rows = 0;
  /** The number of columns. */
  columns = 0;
  /** The elements of row i are those from `starts[i]` to `starts[i + 1]`. */
  starts: Int32Array = new Int32Array(0);
  /** The column of each element. */
  indices: Int32Array = new Int32Array(0);
  /** The value of each element. */
  values: Values = new Float64Array(0);
  readonly #allocator: Allocator;
  #transposed: CsrMatrix | undefined;

  /**
   * An empty matrix.
   *
   * @param allocator usually the backend that will fill it
   */
  constructor(allocator: Allocator) {
    this.#allocator = allocator;
  }

  /**
   * Makes room for a matrix without any zero. There are eight elements more, which
   * kernels may overwrite, and one start more, which transposing uses.
   *
   * @throws {RangeError} if 32-bit integers cannot count the elements
   */
  reserve(rows: number, columns: number): void {
    checkCount("hold a matrix of % elements", rows * columns, 0, MOST_ELEMENTS);
    this.rows = rows;
    this.columns = columns;
    if (this.starts.length < rows + 2) this.starts = this.#allocator.allocateIntegers(rows + 2);
    const length = rows * columns + MARGIN;
    if (this.indices.length < length) {
      this.indices = this.#allocator.allocateIntegers(length);
      this.values = this.#allocator.allocate(length);
    }
  }

  /** A matrix with room for the transpose; its contents are undefined. */
  get transposed(): CsrMatrix {
    this.#transposed ??= new CsrMatrix(this.#allocator);
    this.#transposed.reserve(this.columns, this.rows);
    return this.#transposed;
  }

  /** Writes all elements, with the zeros, into a dense matrix of the same shape. */
  toDense(out: Matrix): void {
    out.values.fill(0);
    for (let row = 0; row < this.rows; row++) {
      for (let n = this.starts[row]!; n < this.starts[row + 1]!; n++) {
        out.values[row * this.columns + this.indices[n]!] = this.values[n]!;
      }
    }
  }
}
