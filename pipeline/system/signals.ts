import { stopDrawing } from "./terminal/terminal.ts";
import { variable } from "./variables.ts";

/** The signals that ask a program to stop, with the exit codes that shells expect. */
const STOP_SIGNALS: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 130], ["SIGBREAK", 149]]
  : [["SIGHUP", 129], ["SIGINT", 130], ["SIGQUIT", 131], ["SIGTERM", 143]];

/** What happens when the program is asked to stop. */
type StopHandler = (signal: Deno.Signal, exitCode: number) => void;

let handle: StopHandler = endWith("stopped: run the same command again to go on");

function endWith(sentence: string): StopHandler {
  return (_, exitCode) => {
    stopDrawing();
    console.error(sentence);
    Deno.exit(exitCode);
  };
}

/** How often a task checks that its parent is alive, in milliseconds. */
const INTERVAL = 500;

/**
 * From now on a signal to stop ends the program with a sentence, or does what the
 * functions below say; so does the end of the process that started the task.
 */
export function handleStopSignals(): void {
  for (const [signal, exitCode] of STOP_SIGNALS) {
    Deno.addSignalListener(signal, () => handle(signal, exitCode));
  }
  if (variable("RETRACE_STARTED_IN") === undefined || Deno.build.os === "windows") return;
  const parent = Deno.ppid;
  const timer = setInterval(() => {
    if (Deno.ppid === parent) return;
    clearInterval(timer);
    requestStop();
  }, INTERVAL);
  Deno.unrefTimer(timer);
}

/** Does what a signal to stop would do. */
export function requestStop(): void {
  handle("SIGTERM", 143);
}

/** A signal to stop ends the program with this sentence. */
export function onStopSignal(sentence: string): void {
  handle = endWith(sentence);
}

/** A signal to stop is left to someone else. */
export function forwardStopSignals(handler: StopHandler): void {
  handle = handler;
}
