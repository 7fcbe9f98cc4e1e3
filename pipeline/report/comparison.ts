import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { Results } from "./results.ts";

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

/** All experiments that can be compared with a number of the document. */
export function comparisons(results: Results): readonly Comparison[] {
  return results.experiments.flatMap((experiment) => {
    const last = lastRecorded(results.document, experiment.id);
    if (last === undefined) return [];
    const ours = results.runsOf(experiment.id).map((run) =>
      run.checkpoints.at(last.checkpoint)!.testAccuracy
    );
    return [{ experiment, recorded: last.recorded, step: last.step, ours }];
  });
}

/**
 * The last test accuracy that the document gives of an experiment, and at which
 * checkpoint: its output of 3-2 is cut off, so that is not always the last.
 */
export function lastRecorded(
  { recorded }: Pick<Document, "recorded">,
  experiment: string,
): { recorded: number; step: number; checkpoint: number } | undefined {
  const numbers = recorded.numbers[experiment];
  if (numbers === undefined) return undefined;
  const { checkpoints = [], prose, step } = numbers;
  const checkpoint = checkpoints.findLastIndex(([, test]) => test !== null);
  if (checkpoint >= 0) return { recorded: checkpoints[checkpoint]![1]!, step, checkpoint };
  return prose === undefined ? undefined : { recorded: prose, step, checkpoint: -1 };
}
