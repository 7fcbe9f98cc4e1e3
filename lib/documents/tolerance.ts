/** How far a run may differ from NumPy's. */
export interface Tolerance {
  /** The largest absolute difference of a loss. */
  readonly loss: number;
  /** How many iterations are compared, from the first on. */
  readonly iterations: number;
}
