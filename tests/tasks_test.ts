import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { HAS_MNIST } from "./support/mnist.ts";
import { DEVELOPERS_DATA, inProjectCopy, projectPath } from "./support/project.ts";
import { readTree } from "./support/temporary.ts";

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

Deno.test("only fetch may use the network, and training may start no process", () => {
  for (const name of ["train", "selftest", "robustness", "report"] as const) {
    assert(!/--allow-(net|run|all|sys|ffi)|-A\b/.test(config.tasks[name].command), name);
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

Deno.test("bench refuses what it does not know, before it measures anything", async () => {
  const { code, error } = await task("bench", "--qick");
  assertEquals(code, 2);
  assertEquals(error, "error: Cannot use --qick: deno task bench takes --quick or nothing\n");
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
