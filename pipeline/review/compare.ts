import { isDeepStrictEqual } from "node:util";
import { firstDifference } from "../records/first_difference.ts";
import type { Run } from "../records/run.ts";
import { type ComparedVerdicts, compareVerdicts } from "./compare_verdicts.ts";
import type { ReviewedReport } from "./report_folder.ts";
import { follows } from "./standing.ts";

/** An experiment that differs between two reports. */
export interface ChangedExperiment {
  readonly id: string;
  readonly before: readonly Run[];
  readonly after: readonly Run[];
  /** Whether its configuration, its data or the engine changed as well. */
  readonly configurationChanged: boolean;
  /** Where runs of common seeds differ first, one sentence for each run. */
  readonly differences: readonly string[];
}

export interface Comparison extends ComparedVerdicts {
  readonly before: ReviewedReport;
  readonly after: ReviewedReport;
  readonly experiments: readonly ChangedExperiment[];
  /** How many runs are the same bit for bit. */
  readonly same: number;
  /** How many runs of common seeds differ. */
  readonly differing: number;
  /** How many runs are only in the new report, or only in the old one. */
  readonly added: number;
  readonly removed: number;
  /** The files that are not the same byte for byte. */
  readonly files: readonly string[];
}

/**
 * Compares two reports.
 *
 * @param files of the two that differ
 */
export function compareReports(
  before: ReviewedReport,
  after: ReviewedReport,
  files: readonly string[] = [],
): Comparison {
  const ids = [...new Set([...before.records.keys(), ...after.records.keys()])].sort();
  const counts = { same: 0, differing: 0, added: 0, removed: 0 };
  const experiments = ids.flatMap((id): ChangedExperiment[] => {
    const [was, is] = [before.records.get(id), after.records.get(id)];
    const [old, now] = [was?.runs ?? [], is?.runs ?? []];
    const pairs = now.flatMap((run) => {
      const other = old.find(({ seed }) => seed === run.seed);
      return other === undefined ? [] : [[other, run] as const];
    });
    const differences = pairs.flatMap(([other, run]) => {
      // Another engine makes other records; what counts here is the run.
      const difference = firstDifference(other, { ...run, recordSha256: other.recordSha256 });
      return difference === undefined
        ? []
        : [`seed ${run.seed}: ${difference.replaceAll("published is", "it was")}`];
    });
    const added = now.length - pairs.length;
    const removed = old.length - pairs.length;
    counts.same += pairs.length - differences.length;
    counts.differing += differences.length;
    counts.added += added;
    counts.removed += removed;
    if (differences.length + added + removed === 0) return [];
    const configurationChanged = was !== undefined && is !== undefined &&
      !isDeepStrictEqual(was.configuration, is.configuration);
    return [{ id, before: old, after: now, configurationChanged, differences }];
  });
  const verdicts = compareVerdicts(before.verdicts, after.verdicts);
  return { before, after, ...verdicts, experiments, files, ...counts };
}

/** Whether two reports are the same in everything. */
export function isUnchanged(comparison: Comparison): boolean {
  return hasSameNumbers(comparison) &&
    comparison.reworded.length + comparison.files.length === 0;
}

/** Whether two reports have the same verdicts, for the same reasons, from the same runs. */
export function hasSameNumbers({ verdicts, grounds, experiments }: Comparison): boolean {
  return verdicts.length + grounds.length + experiments.length === 0;
}

/** Whether both reports follow from their records, as far as that was checked. */
export function bothFollow({ before, after }: Comparison): boolean {
  return [before, after].every(({ standing }) => standing === undefined || follows(standing));
}
