import { firstDifference } from "../records/first_difference.ts";
import type { Run } from "../records/run.ts";
import { type ComparedVerdicts, compareVerdicts } from "./compare_verdicts.ts";
import type { ReviewedReport } from "./report_folder.ts";
import { follows, type Standing } from "./standing.ts";

/** An experiment that differs between two reports. */
export interface ChangedExperiment {
  readonly id: string;
  readonly before: readonly Run[];
  readonly after: readonly Run[];
  /** Whether its configuration, its data or the engine changed as well. */
  readonly configurationChanged: boolean;
  /** How many runs of common seeds differ. */
  readonly differing: number;
  /** The first difference between them. */
  readonly first?: string;
}

/** What changed from one report to another. */
export interface Comparison extends ComparedVerdicts {
  readonly experiments: readonly ChangedExperiment[];
  /** How many runs are the same bit for bit. */
  readonly same: number;
  /** How many runs of common seeds differ. */
  readonly differing: number;
  /** The files that are not the same byte for byte. */
  readonly files: readonly string[];
  /** How many runs are only in the new report, or only in the old one. */
  readonly added: number;
  readonly removed: number;
  /** Whether each follows from its own records; absent if that was not checked. */
  readonly standings: { readonly before?: Standing; readonly after?: Standing };
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
  const ids = [...new Set([...before.runs.keys(), ...after.runs.keys()])].sort();
  const counts = { same: 0, differing: 0, added: 0, removed: 0 };
  const experiments = ids.flatMap((id): ChangedExperiment[] => {
    const [old, now] = [before.runs.get(id) ?? [], after.runs.get(id) ?? []];
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
    const differing = differences.length;
    counts.same += pairs.length - differing;
    counts.differing += differing;
    counts.added += now.length - pairs.length;
    counts.removed += old.length - pairs.length;
    if (differing === 0 && now.length === pairs.length && old.length === pairs.length) return [];
    return [{
      id,
      before: old,
      after: now,
      configurationChanged: old.length > 0 && now.length > 0 &&
        before.configurations.get(id) !== after.configurations.get(id),
      differing,
      ...(differing === 0 ? {} : { first: differences[0]! }),
    }];
  });
  return {
    ...compareVerdicts(before.verdicts, after.verdicts),
    experiments,
    files,
    ...counts,
    standings: {
      ...(before.standing === undefined ? {} : { before: before.standing }),
      ...(after.standing === undefined ? {} : { after: after.standing }),
    },
  };
}

/** Whether two reports are the same in everything. */
export function isUnchanged({ verdicts, grounds, experiments, files }: Comparison): boolean {
  return [verdicts, grounds, experiments, files].every(({ length }) => length === 0);
}

/** Whether both reports follow from their records, as far as that was checked. */
export function bothFollow({ standings }: Comparison): boolean {
  return Object.values(standings).every(follows);
}
