import { forwardStopSignals } from "./signals.ts";

/** A program to start. */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs programs one after the other until one fails. Signals to stop are passed on to
 * the running one, and no other is started.
 *
 * @returns the exit code of the last
 */
export async function runCommands(commands: readonly CommandLine[]): Promise<number> {
  let child: Deno.ChildProcess | undefined;
  let stopCode: number | undefined;
  forwardStopSignals((signal, exitCode) => {
    stopCode = exitCode;
    try {
      child?.kill(signal);
    } catch {
      // It has ended already.
    }
  });
  for (const { program, args, ...options } of commands) {
    if (stopCode !== undefined) return stopCode;
    child = new Deno.Command(program, { args: [...args], ...options }).spawn();
    const { code } = await child.status;
    if (code !== 0) return code;
  }
  return 0;
}
