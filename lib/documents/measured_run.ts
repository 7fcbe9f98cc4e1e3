/** Accuracies after an iteration, counted from 0. */
export interface MeasuredCheckpoint {
  /** The iteration. */
  readonly iteration: number;
  /** On all training images of the experiment, 0..1. */
  readonly trainAccuracy: number;
  /** On all test images, 0..1. */
  readonly testAccuracy: number;
}

/** A finished run, reduced to what measures are computed from. */
export interface MeasuredRun {
  /** The seed that everything in it was drawn with. */
  readonly seed: number;
  /** The accuracies at the document's checkpoints, in order; at least one. */
  readonly checkpoints: readonly MeasuredCheckpoint[];
  /** After the last iteration. */
  readonly end: MeasuredCheckpoint & {
    /** The standard deviation of each hidden layer's activations; NaN if diverged. */
    readonly activationDeviations: readonly number[];
    /** The share of units of each hidden layer that are never active, 0..1. */
    readonly deadUnits: readonly number[];
    /** The norm of each weight matrix's gradient; NaN if diverged. */
    readonly gradientNorms: readonly number[];
  };
  /** The accuracy on the first test images after iterations 0, `every`, 2 `every`, ... */
  readonly probes: { readonly every: number; readonly accuracies: readonly number[] };
  /** The mean loss of each `every` iterations; NaN if diverged. */
  readonly lossMeans: { readonly every: number; readonly values: readonly number[] };
  /** The standard deviation of the loss over the last iterations; NaN if diverged. */
  readonly lossSpread: number;
  /** The first iteration whose loss was not a finite number; null if none. */
  readonly divergedAt: number | null;
}

/** The runs of an experiment by ascending seed; none if it was not run. */
export type RunsOf = (experiment: string) => readonly MeasuredRun[];
