/** The signals that ask a program to stop, with the exit codes that shells expect. */
const STOP_SIGNALS: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 130], ["SIGBREAK", 149]]
  : [["SIGINT", 130], ["SIGTERM", 143]];

/** Runs `stop` and ends the program when it is asked to stop. */
export function onStopSignal(stop: () => void): void {
  for (const [signal, exitCode] of STOP_SIGNALS) {
    Deno.addSignalListener(signal, () => {
      stop();
      Deno.exit(exitCode);
    });
  }
}

/** Hands the signals that ask to stop on to a child, and leaves ending to it. */
export function forwardStopSignals(child: () => Deno.ChildProcess | undefined): void {
  for (const [signal] of STOP_SIGNALS) {
    Deno.addSignalListener(signal, () => {
      try {
        child()?.kill(signal);
      } catch {
        // It has ended already.
      }
    });
  }
}
