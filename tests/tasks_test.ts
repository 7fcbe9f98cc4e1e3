import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { HAS_MNIST } from "./support/mnist.ts";
import { DEVELOPERS_DATA, inProjectCopy, projectPath } from "./support/project.ts";
import { inTemporaryFolder, readTree } from "./support/temporary.ts";

/** Runs a deno command and returns what it printed. */
async function deno(
  args: string[],
  cwd = projectPath(""),
  env: Record<string, string> = {},
) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { NO_COLOR: "1", ...env },
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

const task = (name: string, ...flags: string[]) => deno(["task", "--quiet", name, ...flags]);

Deno.test("the menu describes every task", () => {
  for (const [name, definition] of Object.entries(config.tasks)) {
    assert(definition.description.length > 10, name);
  }
  assertEquals(
    ["reproduce", "fetch", "train", "report", "publish", "test", "check", "bench"].filter((name) =>
      !(name in config.tasks)
    ),
    [],
  );
});

/** Asks, before a task that takes paths, where the user stands, and does nothing else. */
const STARTED_IN = 'RETRACE_STARTED_IN="$(deno run --allow-all pipeline/system/before_task.ts)" ';

Deno.test("only fetch may use the network, and training may start no process", () => {
  for (const name of ["train", "selftest", "robustness", "report"] as const) {
    const command = config.tasks[name].command.replace(STARTED_IN, "");
    assert(!/--allow-(net|run|all|sys|ffi)|-A\b/.test(command), name);
  }
  assert(!config.tasks.reproduce.command.includes("--allow-net"));
  assert(/--allow-read=\S+ --allow-write=data /.test(config.tasks.train.command));
});

for (const name of ["reproduce", "fetch", "train", "selftest", "robustness", "report"]) {
  Deno.test(`${name} --help explains itself; a slip is one sentence and exit code 2`, async () => {
    const help = await task(name, "--help");
    assertEquals(help.code, 0);
    assertStringIncludes(help.out, `deno task ${name} [flags]`);
    const slip = await task(name, "--sedes", "3");
    assertEquals([slip.code, slip.out], [2, ""]);
    assertEquals(slip.error, "error: Cannot use the flag --sedes: did you mean --seeds?\n");
  });
}

/** The tasks that are no steps, and a slip of each with what is said of it. */
const OTHERS: Readonly<Record<string, readonly [slip: string, reason: string]>> = {
  verify: ["--sampel", "did you mean --sample?"],
  review: ["--unchange", "did you mean --unchanged?"],
  bench: ["--qick", "did you mean --quick?"],
  merge: ["--force", "merge has no flags; see --help"],
  replay: ["--documnet", "did you mean --document?"],
  golden: ["--ful", "did you mean --full?"],
  publish: ["--dry-run", "publish has no flags; see --help"],
  current: ["--fix", "current has no flags; see --help"],
  readme: ["--check", "readme has no flags; see --help"],
  bundle: ["--minify", "bundle has no flags; see --help"],
  licences: ["--json", "licences has no flags; see --help"],
};

Deno.test("every other task explains itself, too, and does nothing after a slip", async () => {
  await Promise.all(
    Object.entries(OTHERS).map(async ([name, [slip, reason]]) => {
      const run = (...args: string[]) =>
        // Neither help nor a refusal writes, starts or asks for anything.
        deno([
          "run",
          "--no-check",
          "--no-prompt",
          "--allow-read",
          `pipeline/tasks/${name}.ts`,
          ...args,
        ]);
      const [help, wrong] = await Promise.all([run("--", "a folder", "-h"), run(slip)]);
      assertEquals([help.code, help.error], [0, ""], name);
      assert(help.out.startsWith(`deno task ${name}`), name);
      assertEquals([wrong.code, wrong.out], [2, ""], name);
      assertEquals(wrong.error, `error: Cannot use the flag ${slip}: ${reason}\n`, name);
    }),
  );
});

Deno.test("replay refuses JSON that is no golden file, and starts with one that is", async () => {
  await inTemporaryFolder(async (folder) => {
    const replay = (golden: unknown) => {
      Deno.writeTextFileSync(`${folder}/golden.json`, JSON.stringify(golden));
      return deno([
        "run",
        "--no-check",
        "--no-prompt",
        "--allow-read",
        "pipeline/tasks/replay.ts",
        `${folder}/golden.json`,
      ]);
    };
    const other = await replay({ a: 1 });
    assertEquals(other.code, 1);
    assertStringIncludes(other.error, "it is JSON, but holds no whole runs; write one with");
    // One of the right shape gets further: its data set is looked for.
    const right = await replay({ numpy: "2.4", dataset: "mnits", runs: [] });
    assertEquals(right.code, 2);
    assertStringIncludes(right.error, "did you mean mnist?");
  });
});

Deno.test({
  name: "a second reproduce trains nothing and leaves the report as it is",
  ignore: !HAS_MNIST,
  fn: () =>
    inProjectCopy(async (folder) => {
      const flags = ["--dataset", "mnist", "--only", "control-shallow-30-300-images"];
      const reproduce = (out: string) =>
        deno(["task", "--quiet", "reproduce", ...flags, "--out", out], folder, {
          MNIST_MIRROR: `${DEVELOPERS_DATA}/mnist`,
        });
      const first = await reproduce(`${folder}/a`);
      assertEquals(first.code, 0, first.error);
      const second = await reproduce(`${folder}/b`);
      assertEquals(second.code, 0, second.error);
      assertStringIncludes(second.out, "1 of 1 runs are on record; nothing to train");
      assertEquals(await readTree(`${folder}/a`), await readTree(`${folder}/b`));
    }),
});
