import type { Text } from "./language.ts";
import type { MeasuredRun } from "./measured_run.ts";

/** Something that is measured in a run, as one number. */
export interface Measure {
  /** Its name in sentences. */
  readonly name: Text;
  /** What it is, exactly. */
  readonly definition: Text;
  /** The smallest difference that matters, in the measure's own unit. */
  readonly margin: number;
  /** Why this margin. */
  readonly reason: Text;
  /** Whether it is a share, shown in percent, or a plain number. */
  readonly unit: "share" | "number";
  /** The range of its values, where charts should show all of it. */
  readonly domain?: readonly [least: number, most: number];
  /** Computes it from a run; NaN where the run diverged and leaves it undefined. */
  readonly of: (run: MeasuredRun) => number;
}

/** A threshold on a measure, such as the least accuracy that counts as learning. */
export interface Criterion {
  /** What is said of a run that meets it; completes "it ...". */
  readonly name: Text;
  /** The measure that is compared with the bound. */
  readonly measure: string;
  /** The least that it may be, or the most. */
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
  /** Whether a run that diverged counts as meeting it, whatever its last accuracy. */
  readonly metByDiverged: boolean;
  /** Why this bound. */
  readonly reason: Text;
}
