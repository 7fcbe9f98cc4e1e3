import type { DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import type { Run } from "./run.ts";

/** Experiments that were run with the same seeds, but for what could not be read. */
export interface Group {
  readonly experiments: readonly Experiment[];
  /** Ascending, counted from each experiment's first. */
  readonly seeds: readonly number[];
}

/** Everything that a report is made from. */
export interface Results extends Group {
  readonly document: Document;
  readonly source: DataSource;
  readonly dtype: Dtype;
  /** The version of the engine that ran them. */
  readonly engine: number;
  /** The tests of the judge; empty if they were not run. Runs may be missing, see `gapsIn`. */
  readonly selfTests: Group;
  /** The grid of small changes; empty if it was not run. Runs may be missing, see `gapsIn`. */
  readonly variations: Group;
  /** The runs of any experiment by ascending seed; none if it was not run. */
  readonly runsOf: (experiment: string) => readonly Run[];
}
