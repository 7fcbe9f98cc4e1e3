/**
 * The merge task: copies the records of runs that were trained elsewhere, such as the
 * shards of a matrix of jobs, into data/runs.
 *
 * @module
 */

import type { Command } from "../command_line/flags.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { fromHere, runWithFlags } from "../command_line/run.ts";
import { accountOfMerge } from "../records/merge_account.ts";
import { mergeRecords } from "../records/merge_records.ts";
import { RecordStore } from "../records/record_store.ts";
import { usageError, UserError } from "../system/user_error.ts";

const COMMAND: Command = {
  task: "merge",
  does: [
    "Copy the records below some folders, or single ones, into data/runs. Other files are",
    "ignored. Records that cannot be merged are named; the rest is merged, and the task fails.",
  ].join("\n"),
  operands: "FOLDER [FOLDER ...]",
};

await runWithFlags(COMMAND, async (flags) => {
  if (flags.operands.length === 0) {
    throw usageError("Cannot merge nothing: name one or more folders");
  }
  const store = new RecordStore(DATA_FOLDER);
  const failures: string[] = [];
  for (const place of flags.operands) {
    try {
      const summary = await mergeRecords(store, fromHere(place));
      const { out, error, failure } = accountOfMerge(place, summary);
      for (const line of out) console.log(line);
      for (const line of error) console.error(line);
      if (failure !== undefined) failures.push(`Cannot merge all of ${place}: ${failure}`);
    } catch (error) {
      // The other places can still be merged.
      if (!(error instanceof UserError)) throw error;
      failures.push(error.message);
    }
  }
  if (failures.length > 0) throw new UserError(failures.join("; "));
});
