import process from "node:process";
import { variable } from "../variables.ts";

/** How large the terminal is; what a usual one is where it does not tell. */
export function terminalSize(): { readonly columns: number; readonly rows: number } {
  let size = { columns: 0, rows: 0 };
  try {
    size = Deno.consoleSize();
  } catch {
    // It is none, or has gone.
  }
  return { columns: size.columns || 80, rows: size.rows || 24 };
}

/** How to take away what is being drawn. */
const drawn = new Set<() => void>();

/** Remembers how to take away what is drawn from now on. */
export function beginDrawing(stop: () => void): void {
  drawn.add(stop);
}

/** Says that something is taken away. */
export function endDrawing(stop: () => void): void {
  drawn.delete(stop);
}

/** Takes away all that is being drawn, so that a last word can be read. */
export function stopDrawing(): void {
  for (const stop of [...drawn]) stop();
}

/**
 * Whether bars can be drawn where the lines go, which is standard output: it must be a
 * terminal that can move its cursor, and not the log of a job, which keeps every redraw.
 */
export function canDrawBars(): boolean {
  return Deno.stdout.isTerminal() && variable("TERM") !== "dumb" && !variable("CI");
}

/** Settings of cli-progress for bars on standard output, which takes no more than `columns`. */
export function barOptions(): {
  readonly stream: NodeJS.WritableStream;
  readonly barsize: number;
  readonly hideCursor: true;
  readonly clearOnComplete: true;
} {
  // A terminal may be closed while we go on without it.
  if (process.stdout.listenerCount("error") === 0) process.stdout.on("error", () => {});
  const { columns } = terminalSize();
  return {
    stream: process.stdout,
    barsize: Math.max(4, Math.min(24, Math.floor(columns / 4))),
    hideCursor: true,
    clearOnComplete: true,
  };
}
