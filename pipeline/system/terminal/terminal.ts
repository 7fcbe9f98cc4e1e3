import process from "node:process";
import { variable } from "../variables.ts";

/** The size of the terminal; that of a usual one if it does not say. */
export function terminalSize(): { readonly columns: number; readonly rows: number } {
  let size = { columns: 0, rows: 0 };
  try {
    size = Deno.consoleSize();
  } catch {
    // There is none, or it is gone.
  }
  return { columns: size.columns || 80, rows: size.rows || 24 };
}

/** Functions that remove what is being drawn. */
const drawn = new Set<() => void>();

/** Registers a function that removes what is drawn from now on. */
export function beginDrawing(stop: () => void): void {
  drawn.add(stop);
}

/** Unregisters it, once it has been called. */
export function endDrawing(stop: () => void): void {
  drawn.delete(stop);
}

/** Removes everything that is being drawn, so that a last message can be read. */
export function stopDrawing(): void {
  for (const stop of [...drawn]) stop();
}

/**
 * Whether bars can be drawn on standard output: it must be a terminal that can move its
 * cursor, and not the log of a CI job, which keeps every redraw.
 */
export function canDrawBars(): boolean {
  return Deno.stdout.isTerminal() && variable("TERM") !== "dumb" && !variable("CI");
}

/** Settings of cli-progress for bars that fit on standard output. */
export function barOptions(): {
  readonly stream: NodeJS.WritableStream;
  readonly barsize: number;
  readonly hideCursor: true;
  readonly clearOnComplete: true;
} {
  // The terminal may be closed while the task goes on.
  if (process.stdout.listenerCount("error") === 0) process.stdout.on("error", () => {});
  const { columns } = terminalSize();
  return {
    stream: process.stdout,
    barsize: Math.max(4, Math.min(24, Math.floor(columns / 4))),
    hideCursor: true,
    clearOnComplete: true,
  };
}
