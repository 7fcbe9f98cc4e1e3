import type { TrainingOptions } from "../engine/training/train.ts";
import type { Text } from "./language.ts";

/** Whether an experiment is the document's, a correction, or a control. */
export type ExperimentKind = "as-written" | "corrected" | "control";

/** One configuration, trained once for every seed. */
export interface Experiment {
  /** The name on the command line and in records. */
  readonly id: string;
  /** Whether it is the document's, a correction, or a control. */
  readonly kind: ExperimentKind;
  /** A short title for tables and charts. */
  readonly title: string;
  /** What it is for; for a correction or a control, what it changes in which experiment. */
  readonly purpose: Text;
  /** How it is trained. */
  readonly training: TrainingOptions;
  /** The number of training images, where not all are used. */
  readonly trainImages?: number;
  /** The first of its seeds; default 0. */
  readonly firstSeed?: number;
  /** Present where the training labels are shuffled, so that there is nothing to learn. */
  readonly labels?: "shuffled";
}
