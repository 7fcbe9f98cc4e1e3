import type { MergeSummary } from "./merge_records.ts";

/** What is said of a merge. */
export interface MergeAccount {
  readonly out: readonly string[];
  readonly error: readonly string[];
  /** Why it has failed, as the middle of an error; absent if it has not. */
  readonly failure?: string;
}

/** "1 record", "3 records". */
function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/**
 * Says what came of a merge. It has failed if anything that may be a record was not
 * taken, if there was no record at all, or if nothing here can use those there were.
 *
 * @param place as the user named it
 */
export function accountOfMerge(place: string, summary: MergeSummary): MergeAccount {
  const { taken, known, others, unusable, published, archives, problems } = summary;
  const all = taken + known;
  const out = [
    `${place}: ${counted(taken, "record")} taken, ${known} known already${
      others === 0 ? "" : `; ${counted(others, "other file")} passed over`
    }`,
    ...[...unusable].map(([why, count]) =>
      `note: ${count} of these ${counted(all, "record")} ${count === 1 ? "is" : "are"} ${why}: ${
        count === 1 ? "it is" : "they are"
      } kept, and nothing here uses ${count === 1 ? "it" : "them"}`
    ),
    ...(published.length === 0 ? [] : [
      `note: ${counted(published.length, "file")} of published records passed over, first ${
        published[0]
      }: they are an extract, from which no record can be made again`,
    ]),
  ];
  const error = [
    ...problems.map(({ path, reason }) => `not merged: ${path}: ${reason}`),
    ...archives.map((path) => `not merged: ${path}: it is an archive; unpack it first`),
  ];
  const useless = [...unusable.values()].reduce((sum, count) => sum + count, 0);
  const failure = error.length > 0
    ? `${counted(error.length, "file")} named above ${
      error.length === 1 ? "was" : "were"
    } not merged`
    : all === 0
    ? published.length > 0
      ? "it holds published records and no others; merge takes the records of data/runs"
      : "there is no record in it; name a folder that holds records, such as data/runs"
    : useless === all
    ? `nothing here uses any of ${all === 1 ? "it" : `its ${all} records`}, see above`
    : undefined;
  return { out, error, ...(failure === undefined ? {} : { failure }) };
}
