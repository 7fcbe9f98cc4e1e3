/**
 * The reproduce task: fetch, train and report, one after the other, with the
 * flags that it was given. Each step is a task of its own, so each keeps the
 * permissions of its own.
 *
 * @module
 */

import { runTask } from "./main.ts";
import { readOptions } from "./read_options.ts";
import { forwardStopSignals } from "./signals.ts";

const STEPS = ["fetch", "train", "report"];

await runTask(async () => {
  // Read here only so that a slip is found before anything is started.
  const options = readOptions("reproduce", "Fetch, train and report: the whole document.");
  if (options === undefined) return;
  let child: Deno.ChildProcess | undefined;
  forwardStopSignals(() => child);
  for (const step of STEPS) {
    child = new Deno.Command(Deno.execPath(), { args: ["task", "--quiet", step, ...Deno.args] })
      .spawn();
    const { code } = await child.status;
    if (code !== 0) return code;
  }
});
