import { fileURLToPath } from "node:url";
import { type Ended, ended } from "./processes.ts";

const ON_TERMINAL = fileURLToPath(new URL("on_terminal.py", import.meta.url));

/** Whether programs can be run on a terminal here; tests of that are skipped without it. */
export const HAS_TERMINAL: boolean = await new Deno.Command("python3", {
  args: ["-c", "import pty, termios"],
  stdout: "null",
  stderr: "null",
}).output().then(({ success }) => success, () => false);
if (!HAS_TERMINAL) console.log("skipped: tests on a terminal, which need python3 with its pty");

/** A terminal, and how a program on it is started. */
export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** A file that standard error goes to, instead of the terminal. */
  readonly stderr?: string;
}

/** Starts deno with some arguments on a terminal; what it writes there comes as output. */
export function startOnTerminal(
  args: readonly string[],
  { columns = 80, rows = 24, env = {}, stderr }: TerminalOptions = {},
): Deno.ChildProcess {
  return new Deno.Command("python3", {
    args: [ON_TERMINAL, String(columns), String(rows), Deno.execPath(), ...args],
    env: {
      NO_COLOR: "1",
      TERM: "xterm",
      CI: "",
      ...(stderr === undefined ? {} : { RETRACE_STDERR: stderr }),
      ...env,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs deno on a terminal to its end. */
export async function onTerminal(
  args: readonly string[],
  options: TerminalOptions = {},
): Promise<Ended> {
  return await ended(startOnTerminal(args, options));
}

/** What a reader sees in the end. */
export interface Screen {
  /** All lines, those scrolled away included, without empty ones at the end. */
  readonly lines: readonly string[];
  readonly hasCursor: boolean;
  readonly wraps: boolean;
}

/** What a terminal shows of some output. Knows what cli-progress and Deno use, no more. */
export function screenOf(output: string, columns: number, rows: number): Screen {
  const screen: { cells: string[]; isWrapped: boolean }[] = [{ cells: [], isWrapped: false }];
  let [row, column] = [0, 0];
  let saved = [0, 0] as [number, number];
  let [hasCursor, wraps] = [true, true];
  const down = (isWrapped: boolean): void => {
    row += 1;
    if (row === screen.length) screen.push({ cells: [], isWrapped });
    else screen[row]!.isWrapped = isWrapped;
  };
  const put = (character: string): void => {
    if (column >= columns) {
      if (wraps) {
        column = 0;
        down(true);
      } else column = columns - 1;
    }
    const { cells } = screen[row]!;
    while (cells.length < column) cells.push(" ");
    cells[column++] = character;
  };
  // deno-lint-ignore no-control-regex
  for (const [token, control] of output.matchAll(/\x1b(\[[?\d;]*[A-Za-z]|[78])|[^]/gu)) {
    if (control === undefined) {
      if (token === "\r") column = 0;
      else if (token === "\n") down(false);
      else put(token);
      continue;
    }
    const count = Number(/\d+/.exec(control)?.[0] ?? 1);
    const kind = control.at(-1)!;
    if (control === "[?25l" || control === "[?25h") hasCursor = kind === "h";
    else if (control === "[?7l" || control === "[?7h") wraps = kind === "h";
    else if (kind === "7") saved = [row, column];
    else if (kind === "8") [row, column] = saved;
    else if (kind === "G") column = Math.max(0, count - 1);
    else if (kind === "A") row = Math.max(row - count, screen.length - rows, 0);
    else if (kind === "K") screen[row]!.cells.length = control === "[2K" ? 0 : column;
    else if (kind === "J") {
      screen.length = row + 1;
      screen[row]!.cells.length = Math.min(column, screen[row]!.cells.length);
    } else if (kind !== "m") throw new Error(`unknown: ${JSON.stringify(token)}`);
  }
  const lines: string[] = [];
  for (const { cells, isWrapped } of screen) {
    const text = Array.from(cells, (cell) => cell ?? " ").join("");
    if (isWrapped) lines.push(lines.pop()! + text);
    else lines.push(text);
  }
  const trimmed = lines.map((line) => line.trimEnd());
  while (trimmed.at(-1) === "") trimmed.pop();
  return { lines: trimmed, hasCursor, wraps };
}
