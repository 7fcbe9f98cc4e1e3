import { stopDrawing } from "./terminal/terminal.ts";
import { variable } from "./variables.ts";

/** The signals that ask a program to stop, with the exit codes that shells expect. */
const STOP_SIGNALS: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 130], ["SIGBREAK", 149]]
  : [["SIGHUP", 129], ["SIGINT", 130], ["SIGQUIT", 131], ["SIGTERM", 143]];

/** What happens when the program is asked to stop. */
type StopHandler = (signal: Deno.Signal, exitCode: number) => void;

let handle: StopHandler = endSaying("stopped: run the same command again to go on");

function endSaying(sentence: string): StopHandler {
  return (_, exitCode) => {
    stopDrawing();
    console.error(sentence);
    Deno.exit(exitCode);
  };
}

/** How often a task looks whether it is still wanted, in milliseconds. */
const LOOK_EVERY = 500;

/**
 * From now on, being asked to stop ends the program with a sentence, or as is said
 * below; so does the end of the `deno task` that has started it.
 */
export function heedStopSignals(): void {
  for (const [signal, exitCode] of STOP_SIGNALS) {
    Deno.addSignalListener(signal, () => handle(signal, exitCode));
  }
  if (variable("RETRACE_STARTED_IN") === undefined || Deno.build.os === "windows") return;
  const parent = Deno.ppid;
  const timer = setInterval(() => {
    if (Deno.ppid === parent) return;
    clearInterval(timer);
    handle("SIGTERM", 143);
  }, LOOK_EVERY);
  Deno.unrefTimer(timer);
}

/** When the program is asked to stop, it ends with this sentence. */
export function onStopSignal(sentence: string): void {
  handle = endSaying(sentence);
}

/** When the program is asked to stop, that is left to someone else. */
export function forwardStopSignals(handler: StopHandler): void {
  handle = handler;
}
