import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { resolve } from "node:path";
import config from "../deno.json" with { type: "json" };
import { HAS_MNIST } from "./support/mnist.ts";
import { inTemporaryFolder, readTree } from "./support/temporary.ts";

/** Runs a deno command and returns what it printed. */
async function deno(args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
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
    inTemporaryFolder(async (folder) => {
      const flags = ["--dataset", "mnist", "--only", "control-shallow-30-300-images"];
      const first = await task("reproduce", ...flags, "--out", `${folder}/a`);
      assertEquals(first.code, 0, first.error);
      const second = await task("reproduce", ...flags, "--out", `${folder}/b`);
      assertEquals(second.code, 0, second.error);
      assertStringIncludes(second.out, "1 of 1 runs are on record; nothing to train");
      assertEquals(await readTree(`${folder}/a`), await readTree(`${folder}/b`));
    }),
});

Deno.test("from an empty folder: no data is one sentence; the built-in digits stand in", () =>
  inTemporaryFolder(async (folder) => {
    const script = (name: string, ...flags: string[]) =>
      new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-prompt", "--allow-read", "--allow-write", "--allow-env", "--config"]
          .concat(resolve("deno.json"), resolve(`pipeline/${name}.ts`), ...flags),
        cwd: folder,
        env: { NO_COLOR: "1", INIT_CWD: folder },
        clearEnv: false,
      }).output().then(({ code, stdout, stderr }) => ({
        code,
        out: new TextDecoder().decode(stdout),
        error: new TextDecoder().decode(stderr),
      }));

    const untrained = await script("train");
    assertEquals(untrained.code, 1);
    assertEquals(
      untrained.error,
      'error: Cannot find MNIST or built-in synthetic digits in data: files are missing or damaged; run "deno task fetch" first\n',
    );
    // Without permission for the network every mirror fails at once.
    const strict = await script("fetch", "--dataset", "mnist");
    assertEquals(strict.code, 1);
    assertStringIncludes(strict.error, "Cannot get MNIST: no mirror has served");
    const lenient = await script("fetch");
    assertEquals(lenient.code, 0);
    assertStringIncludes(lenient.out, "warning: NOT MNIST");

    const only = ["--only", "control-shallow-30-300-images"];
    assertStringIncludes((await script("train", ...only)).out, "warning: NOT MNIST");
    assertEquals((await script("report", ...only)).code, 0);
    const report = await Deno.readTextFile(`${folder}/data/report/report.md`);
    assert(report.startsWith("# Synthetic digits, not MNIST: "));
  }));
