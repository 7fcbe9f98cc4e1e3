import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { PERMISSIONS, TASKS } from "../../pipeline/permissions.ts";
import { HAS_MNIST } from "../support/mnist.ts";
import { DEVELOPERS_DATA, inProjectCopy, projectPath } from "../support/project.ts";
import { inTemporaryFolder, readTree } from "../support/temporary.ts";

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

Deno.test("the menu is short, and describes every task", () => {
  for (const [name, { description }] of Object.entries(config.tasks)) {
    assert(description.length > 10, name);
  }
  assertEquals(Object.keys(config.tasks), [
    ...["reproduce", "fetch", "train", "report", "verify", "review", "merge", "publish"],
    ...["replay", "bench", "test", "check", "maintain"],
  ]);
});

Deno.test("every task but test, check and maintain is started with permissions of its own", () => {
  for (const [name, { command }] of Object.entries(config.tasks)) {
    if (["test", "check", "maintain"].includes(name)) continue;
    assertEquals(command, `deno run -A pipeline/start.ts ${name}`);
    assert(TASKS.some((task) => task === name), name);
  }
});

Deno.test("only fetch may use the network, and training may start no process", () => {
  for (const [name, flags] of Object.entries(PERMISSIONS)) {
    const all = flags.join(" ");
    if (!["font", "licences"].includes(name)) assert(!/--allow-all|-A\b/.test(all), name);
    assertEquals(all.includes("--allow-net"), name === "fetch", name);
    if (["train", "report", "verify", "merge"].includes(name)) {
      assert(!/--allow-(run|sys|ffi)/.test(all), name);
    }
  }
});

Deno.test("every path that a task may read or write exists, except what it makes in data/", async () => {
  const flags = Object.values(PERMISSIONS).flat().join(" ");
  const paths = [...flags.matchAll(/--allow-(?:read|write)=(\S+)/g)].flatMap(([, list]) =>
    list!.split(",")
  );
  assert(new Set(paths).size > 4);
  for (const path of paths.filter((path) => path !== "data")) await Deno.stat(projectPath(path));
});

Deno.test("maintain lists its jobs, and does nothing after a slip", async () => {
  const [help, slip] = await Promise.all([task("maintain"), task("maintain", "bundel")]);
  assertEquals(help.code, 0);
  for (const job of ["bundle", "current", "endure", "font", "golden", "licences", "readme"]) {
    assertStringIncludes(help.out, `\n  ${job} `);
  }
  assertEquals([slip.code, slip.out], [2, ""]);
  assertStringIncludes(slip.error, "did you mean bundle?");
  const { code, error } = await task("maintain", "--", "endure", "--help");
  assertEquals(code, 2);
  assertStringIncludes(error, "Cannot use --help: maintain endure takes no arguments");
});

for (const name of ["reproduce", "fetch", "train", "report"]) {
  Deno.test(`${name} --help explains itself; a slip is one sentence and exit code 2`, async () => {
    const help = await task(name, "--help");
    assertEquals(help.code, 0);
    assertStringIncludes(help.out, `deno task ${name} [flags]`);
    const slip = await task(name, "--sedes", "3");
    assertEquals([slip.code, slip.out], [2, ""]);
    assertEquals(slip.error, "error: Cannot use the flag --sedes: did you mean --seeds?\n");
  });
}

/** The tasks that are not steps, with a typo and the error for it. */
const OTHERS: Readonly<Record<string, readonly [slip: string, reason: string]>> = {
  verify: ["--sampel", "did you mean --sample?"],
  review: ["--unchange", "did you mean --unchanged?"],
  bench: ["--qick", "did you mean --quick?"],
  merge: ["--force", "merge has no flags; see --help"],
  replay: ["--documnet", "did you mean --document?"],
  golden: ["--ful", "did you mean --full?"],
  publish: ["--documnet", "did you mean --document?"],
  current: ["--fix", "current has no flags; see --help"],
  readme: ["--check", "readme has no flags; see --help"],
  bundle: ["--minify", "bundle has no flags; see --help"],
  licences: ["--json", "licences has no flags; see --help"],
};

Deno.test("every other task explains itself, too, and does nothing after a slip", async () => {
  await Promise.all(
    Object.entries(OTHERS).map(async ([name, [slip, reason]]) => {
      const run = (...args: string[]) =>
        // Help and errors need no other permission.
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
    assertStringIncludes(other.error, "it is not a golden file; write one with");
    // With the right schema it gets as far as the data set.
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
