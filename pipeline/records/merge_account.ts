import { counted } from "../system/counted.ts";
import type { MergeSummary } from "./merge_records.ts";

/** What the merge task prints. */
export interface MergeAccount {
  readonly out: readonly string[];
  readonly error: readonly string[];
  /** Why the merge failed, as the middle of an error; absent if it succeeded. */
  readonly failure?: string;
}

/**
 * Describes a merge. It failed if something that may be a record could not be merged, if
 * there was no record, or if this version can use none of the records.
 *
 * @param place as the user named it
 */
export function accountOfMerge(place: string, summary: MergeSummary): MergeAccount {
  const { taken, known, others, unusable, published, problems } = summary;
  const out = [
    `${place}: ${counted(taken, "record")} taken, ${known} known already${
      others === 0 ? "" : `; ${counted(others, "other file")} ignored`
    }`,
    ...[...unusable].map(([why, count]) =>
      `note: ${count} of these ${counted(taken + known, "record")} ${
        count === 1 ? "is" : "are"
      } ${why}: kept, and not used here`
    ),
  ];
  if (published.length > 0) {
    out.push(
      `note: ${counted(published.length, "file")} of published records ignored, first ${
        published[0]
      }: they are an extract, from which records cannot be restored`,
    );
  }
  const error = problems.map(({ path, reason }) => `not merged: ${path}: ${reason}`);
  const failure = failureOf(summary);
  return { out, error, ...(failure === undefined ? {} : { failure }) };
}

function failureOf({ taken, known, unusable, published, problems }: MergeSummary) {
  if (problems.length > 0) return `${counted(problems.length, "file")} not merged, see above`;
  if (taken + known === 0) {
    return published.length > 0
      ? "it holds published records only; merge takes the records of data/runs"
      : "there is no record in it; name a folder that holds records, such as data/runs";
  }
  const unused = [...unusable.values()].reduce((sum, count) => sum + count, 0);
  return unused === taken + known ? "nothing here uses any of its records, see above" : undefined;
}
