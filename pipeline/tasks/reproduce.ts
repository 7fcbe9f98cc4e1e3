/**
 * The reproduce task: fetch, train and report, one after the other, with its own flags.
 *
 * @module
 */

import { readOptions } from "../command_line/read_options.ts";
import { commandOf } from "../permissions.ts";
import { runCommands } from "../system/commands.ts";
import { runTask } from "../system/run_task.ts";

await runTask(async () => {
  // Read only to find mistakes before anything is started.
  const options = readOptions("reproduce", "Fetch, train and report: the whole document.");
  if (options === undefined) return;
  const steps = ["fetch", "train", "report"] as const;
  return await runCommands(steps.map((step) => commandOf(step, Deno.args)));
});
