/**
 * Prints the folder that `deno task` was started in, for the task that it is about to
 * start in the project's folder. `deno task` leaves that in INIT_CWD, but not where
 * there is one already, as inside every script of npm, where it is another folder; what
 * the system knows of the process is always right. Prints nothing where it cannot be
 * known; relative paths are refused then.
 *
 * @module
 */

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

const script = Deno.env.get("npm_lifecycle_event");
// npx sets it to where npx was called.
const isOfOuterScript = script !== undefined && script !== "npx";
const usual = isOfOuterScript ? undefined : Deno.env.get("INIT_CWD");
console.log(await folderOf(Deno.ppid) ?? usual ?? "");
