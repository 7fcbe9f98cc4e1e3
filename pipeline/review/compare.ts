import { ARM_NAMES, type ArmName } from "../../lib/documents/claim.ts";
import type { Verdict } from "../../lib/verdict/verdict.ts";
import type { Run } from "../training/summarise.ts";
import { firstDifference } from "../verify/first_difference.ts";
import type { ReviewedReport } from "./report_folder.ts";

/** A verdict that is not what it was. */
export interface ChangedVerdict {
  readonly claim: string;
  readonly arm: ArmName;
  /** Absent where there was none. */
  readonly before?: Verdict;
  readonly after?: Verdict;
}

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
export interface Comparison {
  readonly verdicts: readonly ChangedVerdict[];
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
  return { verdicts: changedVerdicts(before, after), experiments, files, ...counts };
}

/** Whether two reports are the same in everything. */
export function isUnchanged({ verdicts, experiments, files }: Comparison): boolean {
  return verdicts.length === 0 && experiments.length === 0 && files.length === 0;
}

function changedVerdicts(before: ReviewedReport, after: ReviewedReport): ChangedVerdict[] {
  const verdictsOf = ({ verdicts }: ReviewedReport) =>
    new Map(verdicts.claims.flatMap(({ id, arms }) =>
      ARM_NAMES.flatMap((arm) => {
        const verdict = arms[arm]?.verdict;
        return verdict === undefined ? [] : [[`${id} ${arm}`, verdict] as const];
      })
    ));
  const [old, now] = [verdictsOf(before), verdictsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was === is) return [];
    // The name of a way has no space; that of a conclusion, which comes from a file, may.
    const space = key.lastIndexOf(" ");
    const [claim, arm] = [key.slice(0, space), key.slice(space + 1) as ArmName];
    return [{
      claim,
      arm,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    }];
  });
}
