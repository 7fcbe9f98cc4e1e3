/**
 * The maintain task: jobs for those who change Retrace itself.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { commandOf } from "../permissions.ts";
import { type CommandLine, runCommands } from "../system/commands.ts";
import { oneOf } from "../command_line/flags.ts";
import { runTask } from "../system/run_task.ts";

interface Job {
  readonly does: string;
  /** @param args what follows the name on the command line */
  readonly commands: (args: readonly string[]) => readonly CommandLine[];
}

const deno = (...args: string[]): CommandLine => ({ program: Deno.execPath(), args });
const [, , ...TEST_ARGS] = config.tasks.test.command.split(" ");
const TEST_PERMISSIONS = TEST_ARGS.filter((flag) => /^--(no-prompt|allow|ignore)/.test(flag));
const LONG_TESTS = ["tests/faults/", "tests/page_test.ts", "tests/numpy_replay_test.ts"];

const JOBS = {
  bundle: {
    does: "make the script again that brings a report's charts to life",
    commands: (args) => [commandOf("bundle", args)],
  },
  current: {
    does: "fail, without training, if the published report does not follow from the current code",
    commands: (args) => [commandOf("current", args)],
  },
  endure: {
    does: "run the long form of tests: faults, the page, NumPy's runs (8 minutes)",
    commands: () => [
      { ...deno("test", ...TEST_PERMISSIONS, ...LONG_TESTS), env: { RETRACE_ENDURE: "1" } },
    ],
  },
  font: {
    does: "make the report's font again, and its widths (needs Chromium)",
    commands: (args) => [commandOf("font", args)],
  },
  golden: {
    does: "make the golden files again with NumPy (--full: whole runs, 20 minutes)",
    commands: (args) => [
      deno(
        ...["run", "--no-prompt", "--allow-write=tests/golden"],
        "tests/golden/export_experiments.ts",
      ),
      { program: "python3", args: ["tests/golden/make_golden.py", ...args] },
    ],
  },
  licences: {
    does: "list every dependency and its licence again, in docs/dependencies.md",
    commands: (args) => [commandOf("licences", args)],
  },
  readme: {
    does: "put the outcome of the published report into README.md",
    commands: (args) => [commandOf("readme", args)],
  },
  unlinked: {
    does: "run all tests with the packages of JSR in place of the stand-ins in vendor/",
    commands: () => [
      deno(
        ...["run", "--no-prompt", "--allow-read=deno.json,deno.lock"],
        ...["--allow-write=deno.unlinked.json,deno.unlinked.lock", "tests/support/unlink.ts"],
      ),
      deno("test", "--config=deno.unlinked.json", "--lock=deno.unlinked.lock", ...TEST_ARGS),
    ],
  },
} as const satisfies Record<string, Job>;

const NAMES = Object.keys(JOBS) as (keyof typeof JOBS)[];

await runTask(async () => {
  const [name, ...args] = Deno.args;
  if (name === undefined || /^(--help|-h|-\?)$/.test(name)) {
    console.log([
      "deno task maintain JOB",
      "Jobs for those who change Retrace itself. JOB is one of:",
      "",
      ...NAMES.map((job) => `  ${job.padEnd(8)}  ${JOBS[job].does}`),
    ].join("\n"));
    return;
  }
  return await runCommands(JOBS[oneOf("maintenance job", name, NAMES)].commands(args));
});
