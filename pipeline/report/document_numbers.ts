import type { RecordedNumbers } from "../../lib/documents/recorded.ts";
import type { JudgedResults } from "./context.ts";
import { percent } from "./format.ts";

/** The last test accuracy that the document shows of an experiment. */
export interface LastRecorded {
  /** The accuracy, 0..1. */
  readonly recorded: number;
  /** The accuracy in percent, with the document's number of digits. */
  readonly text: string;
  /** Its rounding step. */
  readonly step: number;
  /** The index of its checkpoint, for `at`; not always the last, as outputs may be cut off. */
  readonly checkpoint: number;
}

/**
 * The numbers that the document shows of an experiment. All sections ask here, so that
 * they are never compared with results on other data.
 *
 * @returns undefined if there are none, or none that can be compared
 */
export function recordedOf(
  experiment: string,
  { document: { recorded }, comparable }: JudgedResults,
): RecordedNumbers | undefined {
  const isThere = comparable && Object.hasOwn(recorded.numbers, experiment);
  return isThere ? recorded.numbers[experiment] : undefined;
}

/** Whether a report has any number of the document to set beside its own. */
export function hasRecorded(context: JudgedResults): boolean {
  return context.results.experiments.some(({ id }) => recordedOf(id, context) !== undefined);
}

/** The decimals of a percentage that is rounded to a step of a share: 1 for 0.001. */
export function percentDigits(step: number): number {
  return Math.max(0, -Math.round(Math.log10(step)) - 2);
}

/** The last of them, if any. */
export function lastRecorded(
  experiment: string,
  context: JudgedResults,
): LastRecorded | undefined {
  const numbers = recordedOf(experiment, context);
  if (numbers === undefined) return undefined;
  const { checkpoints = [], prose, step } = numbers;
  const checkpoint = checkpoints.findLastIndex(([, test]) => test !== null);
  const recorded = checkpoints[checkpoint]?.[1] ?? prose;
  if (recorded === undefined) return undefined;
  return { recorded, text: percent(recorded, percentDigits(step)), step, checkpoint };
}

/** Our accuracies, one per seed, at the checkpoint of the document's last number, or at our last. */
export function accuraciesAtLastRecorded(
  experiment: string,
  context: JudgedResults,
): readonly number[] {
  const { checkpoint } = lastRecorded(experiment, context) ?? { checkpoint: -1 };
  return context.results.runsOf(experiment)
    .map((run) => run.checkpoints.at(checkpoint)!.testAccuracy);
}
