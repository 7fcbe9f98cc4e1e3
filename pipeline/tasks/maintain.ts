/**
 * The maintain task: jobs for those who change Retrace itself.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { oneOf } from "../command_line/flags.ts";
import { commandOf } from "../permissions.ts";
import { type CommandLine, runCommands } from "../system/commands.ts";
import { runTask } from "../system/run_task.ts";
import { usageError } from "../system/user_error.ts";

const DOES = {
  bundle: "rebuild the script of interactive charts",
  current: "fail if the code no longer makes the published reports from their records",
  endure: "run the long form of the tests: faults, the page, NumPy's runs (8 minutes)",
  font: "rebuild the report's font and its table of widths (needs Chromium)",
  golden: "regenerate a document's golden files with NumPy (--help lists the flags)",
  licences: "update the list of dependencies and licences in docs/dependencies.md",
  readme: "update the table of conclusions in README.md",
  unlinked: "run all tests with the real JSR packages instead of the stand-ins in vendor/",
};
type Job = keyof typeof DOES;
const JOBS = Object.keys(DOES) as Job[];

const LONG_TESTS = [
  "tests/faults/",
  "tests/report/page_test.ts",
  "tests/replay/numpy_replay_test.ts",
];

function commandsOf(job: Job, args: readonly string[]): readonly CommandLine[] {
  if (job !== "endure" && job !== "unlinked") return [commandOf(job, args)];
  if (args.length > 0) {
    throw usageError(
      `Cannot use ${args.join(" ")}: maintain ${job} takes no arguments; see --help`,
    );
  }
  const deno = (...args: string[]): CommandLine => ({ program: Deno.execPath(), args });
  const [, , ...testArgs] = config.tasks.test.command.split(" ");
  if (job === "unlinked") {
    return [
      deno(
        ...["run", "--no-prompt", "--allow-read=deno.json,deno.lock"],
        ...["--allow-write=deno.unlinked.json,deno.unlinked.lock", "tests/support/unlink.ts"],
      ),
      deno("test", "--config=deno.unlinked.json", "--lock=deno.unlinked.lock", ...testArgs),
    ];
  }
  const permissions = testArgs.filter((flag) => /^--(no-prompt|allow|ignore)/.test(flag));
  return [{ ...deno("test", ...permissions, ...LONG_TESTS), env: { RETRACE_ENDURE: "1" } }];
}

await runTask(async () => {
  const [name = "--help", ...args] = Deno.args.filter((argument) => argument !== "--");
  if (!/^(--help|-h|-\?)$/.test(name)) {
    return await runCommands(commandsOf(oneOf("maintenance job", name, JOBS), args));
  }
  console.log([
    "deno task maintain JOB",
    "Jobs for those who change Retrace itself. JOB is one of:",
    "",
    ...JOBS.map((job) => `  ${job.padEnd(8)}  ${DOES[job]}`),
  ].join("\n"));
});
