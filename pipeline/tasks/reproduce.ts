/**
 * The reproduce task: fetch, train and report, one after the other, with its own flags.
 *
 * @module
 */

import { runWithOptions } from "../command_line/run.ts";
import { commandOf } from "../permissions.ts";
import { runCommands } from "../system/commands.ts";

const DOES = "Fetch, train and report: the whole document.";

// Options are read only to find mistakes before anything is started.
await runWithOptions("reproduce", DOES, async () => {
  const steps = ["fetch", "train", "report"] as const;
  return await runCommands(steps.map((step) => commandOf(step, Deno.args)));
});
