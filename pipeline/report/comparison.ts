import type { Experiment } from "../../lib/documents/experiment.ts";
import type { RecordedNumbers } from "../../lib/documents/recorded.ts";
import type { Judged } from "./judged.ts";

/** An experiment whose final test accuracy the document gives, with ours. */
export interface Comparison {
  readonly experiment: Experiment;
  /** The document's last test accuracy, 0..1. */
  readonly recorded: number;
  /** How finely it is given. */
  readonly step: number;
  /** Ours at the same checkpoint, one for each seed. */
  readonly ours: readonly number[];
}

/** A document, and whether its numbers may be set beside ours. */
type Comparable = Pick<Judged, "document" | "comparable">;

/** All experiments that can be compared with a number of the document. */
export function comparisons(results: Judged): readonly Comparison[] {
  return results.experiments.flatMap((experiment) => {
    const last = lastRecorded(experiment.id, results);
    if (last === undefined) return [];
    const ours = results.runsOf(experiment.id).map((run) =>
      run.checkpoints.at(last.checkpoint)!.testAccuracy
    );
    return [{ experiment, recorded: last.recorded, step: last.step, ours }];
  });
}

/**
 * What the document shows of an experiment. Reports ask here and nowhere else, so that
 * what was measured on other data is never set beside it.
 *
 * @returns undefined if it shows nothing, or nothing that can be compared
 */
export function recordedOf(
  experiment: string,
  { document: { recorded }, comparable }: Comparable,
): RecordedNumbers | undefined {
  const isThere = comparable && Object.hasOwn(recorded.numbers, experiment);
  return isThere ? recorded.numbers[experiment] : undefined;
}

/**
 * The last test accuracy that the document gives of an experiment, and at which
 * checkpoint: an output may be cut off, so that is not always the last.
 *
 * @returns undefined as `recordedOf`
 */
export function lastRecorded(
  experiment: string,
  results: Comparable,
): { recorded: number; step: number; checkpoint: number } | undefined {
  const numbers = recordedOf(experiment, results);
  if (numbers === undefined) return undefined;
  const { checkpoints = [], prose, step } = numbers;
  const checkpoint = checkpoints.findLastIndex(([, test]) => test !== null);
  if (checkpoint >= 0) return { recorded: checkpoints[checkpoint]![1]!, step, checkpoint };
  return prose === undefined ? undefined : { recorded: prose, step, checkpoint: -1 };
}
