import type { RecordedNumbers } from "../../lib/documents/recorded.ts";
import type { JudgedResults } from "./context.ts";

/** The last test accuracy that the document shows of an experiment. */
export interface LastRecorded {
  /** The accuracy, 0..1. */
  readonly recorded: number;
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
  { document: { recorded }, comparable }: Pick<JudgedResults, "document" | "comparable">,
): RecordedNumbers | undefined {
  const isThere = comparable && Object.hasOwn(recorded.numbers, experiment);
  return isThere ? recorded.numbers[experiment] : undefined;
}

/** The last of them, if any. */
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

/** Our accuracies, one per seed, at the checkpoint of the document's last one, or at our last. */
export function accuraciesBeside(
  experiment: string,
  context: Pick<JudgedResults, "document" | "comparable" | "results">,
): readonly number[] {
  const { checkpoint } = lastRecorded(experiment, context) ?? { checkpoint: -1 };
  return context.results.runsOf(experiment)
    .map((run) => run.checkpoints.at(checkpoint)!.testAccuracy);
}
