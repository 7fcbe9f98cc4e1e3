import type { DataSource } from "../data/sources.ts";
import type { Dtype } from "../engine/matrix/dtype.ts";
import type { Protocol } from "../engine/protocol.ts";
import type { Claim } from "./claim.ts";
import type { Defect } from "./defect.ts";
import type { Experiment } from "./experiment.ts";
import type { Text } from "./language.ts";
import type { Criterion, Measure } from "./measure.ts";
import type { Race } from "./race.ts";
import type { RecordedNumbers } from "./recorded.ts";
import type { SelfTest } from "./self_test.ts";
import type { Tolerance } from "./tolerance.ts";
import type { Variation } from "./variation.ts";

/**
 * A published document whose experiments are retraced: everything that is true of it
 * alone, as data. Code that trains, judges and reports takes it as a value.
 */
export interface Document {
  /** Its name on the command line, and that of its folder, its records and its report. */
  readonly id: string;
  /** Its title in reports. */
  readonly title: Text;
  /** What kind of document it is, in a few words. */
  readonly kind: Text;
  /** The data set that its numbers were measured on; they are compared on no other. */
  readonly dataset: DataSource;
  /** What its training takes for granted. */
  readonly protocol: Protocol;
  /** The number format and the number of seeds of its published report. */
  readonly publication: { readonly dtype: Dtype; readonly seeds: number };
  /** The experiments, in the document's order; corrections and controls follow. */
  readonly experiments: readonly Experiment[];
  /** What is measured in a run, by name. */
  readonly measures: Readonly<Record<string, Measure>>;
  /** Thresholds that a run meets or misses, by name. */
  readonly criteria: Readonly<Record<string, Criterion>>;
  /** The criteria by which reports count networks that train, and runs that fail. */
  readonly counted: { readonly trained: string; readonly failed: string };
  /** The conclusions, in the document's order. */
  readonly claims: readonly Claim[];
  /** The kinds of its conclusions, by name. */
  readonly claimKinds: Readonly<Record<string, Text>>;
  /** How a report says where a conclusion stands. */
  readonly placeOf: Readonly<Record<keyof Text, (source: Claim["source"]) => string>>;
  /** What reports say of this document alone. */
  readonly prose: Prose;
  /** The numbers that it shows, by experiment. */
  readonly recorded: {
    readonly numbers: Readonly<Record<string, RecordedNumbers>>;
    /** The measure whose values the document shows. */
    readonly measure: string;
    /** Passages that can be read in more than one way; each reading is an experiment. */
    readonly readings: readonly { readonly text: Text; readonly experiments: readonly string[] }[];
  };
  /** Its mistakes. */
  readonly defects: readonly Defect[];
  /** Small changes that verdicts should survive, and the number of seeds for each. */
  readonly variations: { readonly grid: readonly Variation[]; readonly seeds: number };
  /** Tests of the judge, the experiments that they need, and the number of seeds. */
  readonly selfTests: {
    readonly experiments: readonly Experiment[];
    readonly tests: readonly SelfTest[];
    readonly seeds: number;
  };
  /** Experiments whose learning curves are drawn in one chart. */
  readonly races: readonly Race[];
  /**
   * How far runs may differ from NumPy's, where the usual tolerance is too strict: by
   * experiment, then by the name of the data set.
   */
  readonly tolerances: Readonly<Record<string, Readonly<Record<string, Tolerance>>>>;
}

/** What reports say of a document alone, in sentences. */
export interface Prose {
  /** How the document came to the numbers that it shows. */
  readonly recorded: Text;
  /** What a seed is in NumPy, without the full stop; absent if there is no reference in NumPy. */
  readonly reference?: Text;
  /** What its verdicts do not say, a sentence each. */
  readonly limits: readonly Text[];
}

/**
 * The experiment with a given id.
 *
 * @throws {RangeError} if the document has none
 */
export function experimentOf(
  { experiments }: Pick<Document, "experiments">,
  id: string,
): Experiment {
  const experiment = experiments.find((candidate) => candidate.id === id);
  if (experiment === undefined) {
    throw new RangeError(
      `Cannot find the experiment "${id}": choose from ${
        experiments.map(({ id }) => id).join(", ")
      }`,
    );
  }
  return experiment;
}
