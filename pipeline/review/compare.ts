import type { Run } from "../records/run.ts";
import { firstDifference } from "../records/first_difference.ts";
import { type ComparedVerdicts, compareVerdicts } from "./compare_verdicts.ts";
import type { ReviewedReport } from "./report_folder.ts";
import { follows, type Standing } from "./standing.ts";

/** An experiment of which something is not what it was. */
export interface ChangedExperiment {
  readonly id: string;
  readonly before: readonly Run[];
  readonly after: readonly Run[];
  /** Whether its configuration, its data or the engine changed, too. */
  readonly configurationChanged: boolean;
  /** How many runs of seeds that both have are not the same. */
  readonly differing: number;
  /** Where the first of them part. */
  readonly first?: string;
}

/** What changed from one report to another. */
export interface Comparison extends ComparedVerdicts {
  readonly experiments: readonly ChangedExperiment[];
  /** Runs that are the same bit for bit. */
  readonly same: number;
  /** Runs of seeds that both have, and differ. */
  readonly differing: number;
  /** Files of the reports that are not the same byte for byte. */
  readonly files: readonly string[];
  /** Runs that only one has. */
  readonly added: number;
  readonly removed: number;
  /** Whether each follows from its own records; absent where that was not looked into. */
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
    const oldBySeed = new Map(old.map((run) => [run.seed, run]));
    let differing = 0;
    let common = 0;
    let first: string | undefined;
    for (const run of now) {
      const other = oldBySeed.get(run.seed);
      if (other === undefined) continue;
      common += 1;
      // Another engine makes other records; the run is what counts here.
      const difference = firstDifference(other, { ...run, recordSha256: other.recordSha256 });
      if (difference === undefined) continue;
      differing += 1;
      first ??= `seed ${run.seed}: ${difference.replaceAll("published is", "it was")}`;
    }
    counts.same += common - differing;
    counts.differing += differing;
    counts.added += now.length - common;
    counts.removed += old.length - common;
    if (differing === 0 && now.length === common && old.length === common) return [];
    return [{
      id,
      before: old,
      after: now,
      configurationChanged: old.length > 0 && now.length > 0 &&
        before.configurations.get(id) !== after.configurations.get(id),
      differing,
      ...(first === undefined ? {} : { first }),
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

/** Whether both reports, as far as that was looked into, are what their records give. */
export function bothFollow({ standings }: Comparison): boolean {
  return Object.values(standings).every(follows);
}
