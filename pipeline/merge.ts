/**
 * The merge task: takes the records of runs that were trained elsewhere, such as
 * the shards of a matrix of jobs, into data/runs.
 *
 * @module
 */

import { resolve } from "node:path";
import { usageError } from "./flags.ts";
import { DATA_FOLDER } from "./folders.ts";
import { runTask } from "./main.ts";
import { startedIn } from "./read_options.ts";
import { mergeRecords } from "./training/merge_records.ts";
import { RecordStore } from "./training/record_store.ts";

await runTask(async () => {
  const help =
    "deno task merge FOLDER [FOLDER ...]\nTake the records below some folders into data/runs.";
  if (Deno.args.includes("--help")) {
    console.log(help);
    return;
  }
  const flag = Deno.args.find((argument) => argument.startsWith("-"));
  if (flag !== undefined) throw usageError(`Cannot use ${flag}: merge takes folders; see --help`);
  if (Deno.args.length === 0) throw usageError("Cannot merge nothing: name one or more folders");
  const store = new RecordStore(DATA_FOLDER);
  for (const folder of Deno.args) {
    const { taken, known } = await mergeRecords(store, resolve(startedIn(), folder));
    console.log(`${folder}: ${taken} records taken, ${known} known already`);
  }
});
