import { fileURLToPath } from "node:url";
import type { CommandLine } from "./system/commands.ts";
import { FAST_FLAGS, isFast, MODE_VARIABLE } from "./system/fast_mode.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ENV = "--allow-env=RETRACE_STARTED_IN";
/** For tasks that train, or start some that do. */
const ENV_MODE = `${ENV},${MODE_VARIABLE}`;
/** Reading code and records; workers read the code that they run. */
const READ_PROJECT = "--allow-read=lib,pipeline,data,reports";
/** Starting tasks, each with its own permissions. */
const RUN_TASKS = `--allow-run=${Deno.execPath()}`;

/** What each task may do; docs/promises.md says what it does with that. */
export const PERMISSIONS = {
  reproduce: [RUN_TASKS, ENV_MODE],
  fetch: [
    ...["--allow-net", "--allow-read", "--allow-write=data"],
    `${ENV},MNIST_MIRROR,TERM,CI`,
  ],
  train: [READ_PROJECT, "--allow-write=data", `${ENV_MODE},TERM,CI`],
  report: ["--allow-read", "--allow-write", ENV],
  verify: [READ_PROJECT, `${ENV_MODE},TERM,CI`],
  review: ["--allow-read", "--allow-write", "--allow-run=git", `${ENV},GITHUB_STEP_SUMMARY`],
  merge: ["--allow-read", "--allow-write=data", ENV],
  publish: [RUN_TASKS, ENV_MODE],
  replay: ["--allow-read", "--allow-write=data", `${ENV_MODE},TERM,CI`],
  bench: [
    "--allow-read=lib,pipeline,data",
    "--allow-write=data",
    `--allow-run=/usr/bin/python3,${Deno.execPath()}`,
    ENV_MODE,
  ],
  // Of "deno task maintain":
  bundle: ["--allow-read=.", "--allow-write=pipeline/report/render/live", RUN_TASKS],
  current: ["--allow-read=."],
  font: ["--allow-all", "--ignore-read=/proc,/run/WSL"],
  golden: ["--allow-read=data", "--allow-run=python3"],
  licences: ["--allow-all"],
  readme: ["--allow-read=.", "--allow-write=."],
} as const satisfies Record<string, readonly string[]>;

export type Task = keyof typeof PERMISSIONS;
export const TASKS = Object.keys(PERMISSIONS) as readonly Task[];

/** Whether a task trains, or starts some that do, and so has to know the mode. */
export function readsMode(task: Task): boolean {
  return PERMISSIONS[task].some((permission) => permission.startsWith(ENV_MODE));
}

/** The tasks that train in the fast mode; `bench` starts processes in both modes. */
const TRAINING: readonly Task[] = ["train", "verify", "replay"];

/** How a task is started: in the project's folder, with its permissions, in the mode of this process. */
export function commandOf(task: Task, flags: readonly string[] = []): CommandLine {
  const script = `${ROOT}pipeline/tasks/${task}.ts`;
  const mode = isFast() && TRAINING.includes(task) ? [FAST_FLAGS] : [];
  const args = ["run", "--no-prompt", ...mode, ...PERMISSIONS[task], script, ...flags];
  return { program: Deno.execPath(), args, cwd: ROOT };
}
