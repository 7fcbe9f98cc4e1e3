import type { Text } from "./language.ts";
import type { MeasuredRun } from "./measured_run.ts";

/** What is measured of a run. */
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
  /** The ends of what it can be, where charts should show all of it. */
  readonly domain?: readonly [least: number, most: number];
  /** The measure of a run; NaN where the run diverged and the measure with it. */
  readonly of: (run: MeasuredRun) => number;
}

/** What a single run must reach to count as something, such as "trained". */
export interface Criterion {
  /** What is said of a run that meets it: "it ...". */
  readonly name: Text;
  /** The measure of the document that decides. */
  readonly measure: string;
  /** The least that it may be, or the most. */
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
  /** Whether a run that diverged counts as meeting it, whatever its last accuracy. */
  readonly metByDiverged: boolean;
  /** Why this bound. */
  readonly reason: Text;
}
