import { allocateMatrix, type Backend } from "./backend.ts";
import type { Matrix } from "./matrix.ts";

/**
 * A matrix with as many rows as the current batch. The storage and the views on it are
 * kept, so training allocates nothing once every batch size has occurred.
 */
export class RowBuffer {
  /** The number of columns, the same for every batch. */
  readonly columns: number;
  readonly #backend: Backend;
  readonly #views = new Map<number, Matrix>();
  #storage: Matrix;

  /**
   * An empty buffer.
   *
   * @param columns the number of columns, the same for every batch
   */
  constructor(backend: Backend, columns: number) {
    this.#backend = backend;
    this.columns = columns;
    this.#storage = allocateMatrix(backend, 0, columns);
  }

  /** The buffer as a matrix of `rows` rows; its contents are undefined. */
  withRows(rows: number): Matrix {
    let view = this.#views.get(rows);
    if (view === undefined) {
      if (rows > this.#storage.rows) {
        this.#storage = allocateMatrix(this.#backend, rows, this.columns);
        this.#views.clear();
      }
      const values = this.#storage.values.subarray(0, rows * this.columns);
      view = { rows, columns: this.columns, values };
      this.#views.set(rows, view);
    }
    return view;
  }
}
