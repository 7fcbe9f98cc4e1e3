import { projectPath } from "./project.ts";
import { smallDataset } from "./small_dataset.ts";

/** Whether the long form of the tests was asked for, with "deno task maintain endure". */
export const IS_LONG: boolean = Deno.env.get("RETRACE_ENDURE") === "1";

/** What a process printed, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly out: string;
  readonly error: string;
}

/** How a process is started. */
export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs the command, such as one that takes privileges away. */
  readonly under?: readonly string[];
}

/** Starts deno with some arguments. */
export function startDeno(
  args: readonly string[],
  { cwd, env = {}, under = [] }: StartOptions = {},
): Deno.ChildProcess {
  const [command, ...rest] = [...under, Deno.execPath(), ...args];
  return new Deno.Command(command!, {
    args: rest,
    ...(cwd === undefined ? {} : { cwd }),
    // Tests may run inside npm or npx; their child processes do not.
    env: { NO_COLOR: "1", npm_lifecycle_event: "", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The time limit for a process, in milliseconds. */
const TIMEOUT = 60_000;

/** Waits for a process to end; one that hangs is killed. */
export async function ended(child: Deno.ChildProcess): Promise<Ended> {
  const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT);
  const { code, signal, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, signal, out: decode(stdout), error: decode(stderr) };
}

const TINY = projectPath("tests/support/tiny_pipeline.ts");
const CONFIG = projectPath("deno.json");

/** The arguments of deno that name the script of a task, after its permissions. */
export function taskScript(name: string): string[] {
  return ["--config", CONFIG, projectPath(`pipeline/tasks/${name}.ts`)];
}

/** The arguments of deno for the tiny pipeline in a folder. */
export function tinyPipeline(folder: string, mirror: string, ...rest: string[]): string[] {
  const permissions = ["--no-prompt", "--allow-read", "--allow-write", "--allow-env"];
  return ["run", "--no-check", ...permissions, "--config", CONFIG, TINY, folder, mirror, ...rest];
}

/** Writes a mirror of the data set of the tiny pipeline. */
export async function writeTinyMirror(folder: string): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, payload] of smallDataset(300, 100).payloads) {
    await Deno.writeFile(`${folder}/${name}`, payload);
  }
  return folder;
}

/** Takes from root the privilege to read everything. */
export const UNPRIVILEGED: readonly string[] = Deno.build.os === "linux" && Deno.uid() === 0
  ? [
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-all",
  ]
  : [];

/** A stream of numbers, 0..1, that is the same each time (Mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
