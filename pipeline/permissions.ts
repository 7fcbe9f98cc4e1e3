import { fileURLToPath } from "node:url";
import type { CommandLine } from "./system/commands.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ENV = "--allow-env=RETRACE_STARTED_IN";
/** Reading code and records; workers read the code that they run. */
const READ_PROJECT = "--allow-read=lib,pipeline,data,reports";
/** Starting tasks, each with its own permissions. */
const RUN_TASKS = `--allow-run=${Deno.execPath()}`;

/** What each task may do; docs/promises.md says what it does with that. */
export const PERMISSIONS = {
  reproduce: [RUN_TASKS, ENV],
  fetch: [
    ...["--allow-net", "--allow-read", "--allow-write=data"],
    `${ENV},MNIST_MIRROR,TERM,CI`,
  ],
  train: [READ_PROJECT, "--allow-write=data", `${ENV},TERM,CI`],
  report: ["--allow-read", "--allow-write", ENV],
  verify: [READ_PROJECT, `${ENV},TERM,CI`],
  review: ["--allow-read", "--allow-write", "--allow-run=git", `${ENV},GITHUB_STEP_SUMMARY`],
  merge: ["--allow-read", "--allow-write=data", ENV],
  publish: [RUN_TASKS, ENV],
  replay: ["--allow-read", "--allow-write=data", `${ENV},TERM,CI`],
  bench: [
    "--allow-read=lib,pipeline,data",
    "--allow-write=data",
    `--allow-run=/usr/bin/python3,${Deno.execPath()}`,
    ENV,
  ],
  // Of "deno task maintain":
  bundle: ["--allow-read=.", "--allow-write=pipeline/report/live", RUN_TASKS],
  current: ["--allow-read=."],
  font: ["--allow-all", "--ignore-read=/proc,/run/WSL"],
  golden: ["--allow-run=python3", ENV],
  licences: ["--allow-all"],
  readme: ["--allow-read=.", "--allow-write=."],
} as const satisfies Record<string, readonly string[]>;

export type Task = keyof typeof PERMISSIONS;
export const TASKS = Object.keys(PERMISSIONS) as readonly Task[];

/** How a task is started: in the project's folder, with its permissions. */
export function commandOf(task: Task, flags: readonly string[] = []): CommandLine {
  const script = `${ROOT}pipeline/tasks/${task}.ts`;
  const args = ["run", "--no-prompt", ...PERMISSIONS[task], script, ...flags];
  return { program: Deno.execPath(), args, cwd: ROOT };
}
