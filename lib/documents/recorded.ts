/** Train and test accuracy as printed at one checkpoint, 0..1; null where cut off. */
export type RecordedCheckpoint = readonly [train: number, test: number | null];

/** What the document shows of an experiment. */
export interface RecordedNumbers {
  /** The checkpoints, in order, from iteration 0 on. */
  readonly checkpoints?: readonly RecordedCheckpoint[];
  /** A final test accuracy that stands in the prose alone, 0..1. */
  readonly prose?: number;
  /** How finely the numbers are given: checkpoints to 0.001, prose to 0.01. */
  readonly step: number;
}
