/** Train and test accuracy as printed at one checkpoint, 0..1; null where the output is cut off. */
export type RecordedCheckpoint = readonly [train: number, test: number | null];

/** The accuracies that the document reports for an experiment. */
export interface RecordedNumbers {
  /** The checkpoints, in order, from iteration 0 on. */
  readonly checkpoints?: readonly RecordedCheckpoint[];
  /** The final test accuracy, 0..1, where only the prose gives one. */
  readonly prose?: number;
  /** The step that they are rounded to, such as 0.001. */
  readonly step: number;
}
