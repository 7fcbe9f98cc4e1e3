/** How near an experiment must come to NumPy. */
export interface Tolerance {
  /** The most that a loss may differ. */
  readonly loss: number;
  /** The iterations for which this holds; beyond them nothing is compared. */
  readonly iterations: number;
}
