/**
 * The bundle task: bundles the script that makes a report's charts interactive.
 *
 * @module
 */

import { writeFileIfChanged } from "../system/files.ts";
import type { Command } from "../command_line/flags.ts";
import { runWithFlags } from "../command_line/run.ts";
import { annotate, BUNDLE } from "../report/render/live/bundle.ts";
import { UserError } from "../system/user_error.ts";
import { fileURLToPath } from "node:url";

const COMMAND: Command = {
  task: "bundle",
  does: "Bundle the script that makes a report's charts interactive.",
};

await runWithFlags(COMMAND, async () => {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--platform=browser",
      "--minify",
      "--format=iife",
      "pipeline/report/render/live/runtime.ts",
    ],
  }).output();
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  if (!success) throw new UserError(`Cannot bundle the script: ${decode(stderr).trim()}`);
  await writeFileIfChanged(fileURLToPath(BUNDLE), await annotate(decode(stdout)));
});
