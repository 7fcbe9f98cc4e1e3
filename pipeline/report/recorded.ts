import type { RecordedNumbers } from "../../lib/documents/recorded.ts";
import type { JudgedResults } from "./context.ts";

/** The last test accuracy that a document shows of an experiment. */
export interface LastRecorded {
  /** The accuracy, 0..1. */
  readonly recorded: number;
  /** How finely it is given. */
  readonly step: number;
  /** The index of its checkpoint, from the end if negative: an output may be cut off. */
  readonly checkpoint: number;
}

/**
 * What the document shows of an experiment. Reports ask here and nowhere else, so that
 * what was measured on other data is never set beside it.
 *
 * @returns undefined if it shows nothing, or nothing that can be compared
 */
export function recordedOf(
  experiment: string,
  { document: { recorded }, comparable }: Pick<JudgedResults, "document" | "comparable">,
): RecordedNumbers | undefined {
  const isThere = comparable && Object.hasOwn(recorded.numbers, experiment);
  return isThere ? recorded.numbers[experiment] : undefined;
}

/** The last test accuracy that the document shows of an experiment; undefined as `recordedOf`. */
export function lastRecorded(
  experiment: string,
  context: Pick<JudgedResults, "document" | "comparable">,
): LastRecorded | undefined {
  const numbers = recordedOf(experiment, context);
  if (numbers === undefined) return undefined;
  const { checkpoints = [], prose, step } = numbers;
  const checkpoint = checkpoints.findLastIndex(([, test]) => test !== null);
  if (checkpoint >= 0) return { recorded: checkpoints[checkpoint]![1]!, step, checkpoint };
  return prose === undefined ? undefined : { recorded: prose, step, checkpoint: -1 };
}

/** Our accuracies where the document shows its last one, or at the last checkpoint, by seed. */
export function accuraciesBeside(
  experiment: string,
  context: Pick<JudgedResults, "document" | "comparable" | "results">,
): readonly number[] {
  const { checkpoint } = lastRecorded(experiment, context) ?? { checkpoint: -1 };
  return context.results.runsOf(experiment)
    .map((run) => run.checkpoints.at(checkpoint)!.testAccuracy);
}
