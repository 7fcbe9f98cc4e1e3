/**
 * Runs before a task, with all permissions, so that the task needs none of them. It
 * prints the folder that `deno task` was started in: `deno task` leaves that in INIT_CWD,
 * but not where there is one already, as inside every script of npm, where it is another
 * folder; what the system knows of the process is always right. Prints nothing where it
 * cannot be known; relative paths are refused then.
 *
 * Inside npm and npx it starts a watch, too: they die of a signal without passing it on.
 *
 * @module
 */

import { fileURLToPath } from "node:url";

/** Where a process stands; undefined if the system does not say. */
async function folderOf(process: number): Promise<string | undefined> {
  try {
    if (Deno.build.os === "linux") return await Deno.readLink(`/proc/${process}/cwd`);
    if (Deno.build.os !== "darwin") return undefined;
    // Lines that begin with what they hold: "p12", "fcwd", "n/Users/someone".
    const args = ["-a", "-p", String(process), "-d", "cwd", "-Fn"];
    const { stdout } = await new Deno.Command("lsof", { args }).output();
    return /^n(\/.*)$/m.exec(new TextDecoder().decode(stdout))?.[1];
  } catch {
    return undefined;
  }
}

const script = Deno.env.get("npm_lifecycle_event") ?? "";
// npx sets it to where npx was called.
const isOfOuterScript = script !== "" && script !== "npx";
const usual = isOfOuterScript ? undefined : Deno.env.get("INIT_CWD");
console.log(await folderOf(Deno.ppid) ?? usual ?? "");

// A task that a task has started is watched already.
const isNested = Deno.env.has("RETRACE_STARTED_IN");
if (script !== "" && !isNested && Deno.build.os !== "windows") {
  new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      fileURLToPath(new URL("./watch_wrappers.ts", import.meta.url)),
      String(Deno.ppid),
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn().unref();
}
