/**
 * Starts a task with the permissions that it needs and no others, and lasts as long:
 * `deno run -A pipeline/start.ts TASK [FLAGS]`. It has all permissions itself to find out
 * which folder `deno task` was started in, and whether what started that still lives.
 *
 * @module
 */

import { commandOf, readsMode, TASKS } from "./permissions.ts";
import { runCommands } from "./system/commands.ts";
import { oneOf } from "./command_line/flags.ts";
import { hasFastMode, MODE_VARIABLE } from "./system/fast_mode.ts";
import { runTask } from "./system/run_task.ts";
import { requestStop } from "./system/signals.ts";
import { wrapperEnds } from "./system/wrapper.ts";

/** The working folder of a process; undefined if the system does not say. */
async function folderOf(process: number): Promise<string | undefined> {
  try {
    if (Deno.build.os === "linux") return await Deno.readLink(`/proc/${process}/cwd`);
    if (Deno.build.os !== "darwin") return undefined;
    // Each line begins with what it contains: "p12", "fcwd", "n/Users/someone".
    const args = ["-a", "-p", String(process), "-d", "cwd", "-Fn"];
    const { stdout } = await new Deno.Command("lsof", { args }).output();
    return /^n(\/.*)$/m.exec(new TextDecoder().decode(stdout))?.[1];
  } catch {
    return undefined;
  }
}

const npmScript = Deno.env.get("npm_lifecycle_event") ?? "";
// `deno task` sets INIT_CWD only where it is not set, and npm sets it for all its scripts,
// to another folder. npx sets it to the right one.
const initial = npmScript === "" || npmScript === "npx" ? Deno.env.get("INIT_CWD") : undefined;
// Empty if unknown; relative paths are refused then.
Deno.env.set("RETRACE_STARTED_IN", await folderOf(Deno.ppid) ?? initial ?? "");

await runTask(async () => {
  const [name = "", ...flags] = Deno.args;
  const task = oneOf("task", name, TASKS);
  if (readsMode(task)) Deno.env.set(MODE_VARIABLE, await hasFastMode() ? "fast" : "checked");
  if (npmScript !== "" && Deno.build.os !== "windows") wrapperEnds(Deno.ppid).then(requestStop);
  const code = await runCommands([commandOf(task, flags)]);
  Deno.exit(code); // Whatever is still being watched.
});
