import { fileURLToPath } from "node:url";
import { startedIn } from "./read_options.ts";
import { forwardStopSignals } from "./signals.ts";

const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** A task with its flags. */
export type Step = readonly [task: string, ...flags: string[]];

/**
 * Runs tasks one after the other until one fails. Each is a task of its own, so
 * each keeps the permissions of its own.
 *
 * @returns the exit code of the last
 */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  let child: Deno.ChildProcess | undefined;
  let asked: number | undefined;
  forwardStopSignals((signal, exitCode) => {
    asked = exitCode;
    try {
      child?.kill(signal);
    } catch {
      // It has ended already.
    }
  });
  for (const step of steps) {
    if (asked !== undefined) return asked;
    child = new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "--config", CONFIG, ...step],
      // Paths in the flags are relative to where the user stands.
      cwd: startedIn() ?? Deno.cwd(),
    }).spawn();
    const { code } = await child.status;
    if (code !== 0) return code;
  }
  return 0;
}
