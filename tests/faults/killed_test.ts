/** Tasks that are killed, stopped by signals, or run twice at once. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { formatRecord, parseRecord } from "../../pipeline/records/record_file.ts";
import {
  type Ended,
  ended,
  IS_LONG,
  seededNumbers,
  startDeno,
  taskScript,
  tinyPipeline,
  writeTinyMirror,
} from "../support/processes.ts";
import { inProjectCopy } from "../support/project.ts";
import { inTemporaryFolder, readTree } from "../support/temporary.ts";

const ROUNDS = IS_LONG ? 100 : 4;
const KILLS_A_ROUND = 5;
const RUNS = 6;

/** Leftovers that are not results. */
function rubbish(tree: ReadonlyMap<string, string>): string[] {
  return [...tree.keys()].filter((path) => path.endsWith(".partial"));
}

/** The valid records in a tree; every file there must be one. */
function validRecords(tree: ReadonlyMap<string, string>): string[] {
  return [...tree].filter(([path]) => path.startsWith("runs/") && path.endsWith(".json"))
    .map(([path, text]) => {
      const record = parseRecord(text, JSON.parse(text).spec);
      assert(record !== undefined, `${path} is half a record`);
      assertEquals(formatRecord(record.spec, record.result), text);
      return path;
    });
}

async function run(folder: string, mirror: string): Promise<Ended> {
  return await ended(startDeno(tinyPipeline(folder, mirror)));
}

/** What an undisturbed run leaves. */
async function undisturbed(folder: string, mirror: string): Promise<Map<string, string>> {
  const whole = await run(folder, mirror);
  assertEquals(whole.code, 0, whole.error);
  const tree = await readTree(folder);
  assertEquals(validRecords(tree).length, RUNS);
  return tree;
}

Deno.test(`killed at ${ROUNDS * KILLS_A_ROUND} points, it recovers: same bytes, no run lost, no leftovers`, () =>
  inTemporaryFolder(async (folder) => {
    const mirror = await writeTinyMirror(`${folder}/mirror`);
    const expected = await undisturbed(`${folder}/whole`, mirror);
    // The second time, with everything compiled, shows how long it takes here.
    const start = performance.now();
    assertEquals(await undisturbed(`${folder}/again`, mirror), expected);
    // Kills come within so many milliseconds: what is kept makes the next start shorter, and
    // other tests make all of them longer.
    let within = performance.now() - start;
    const random = seededNumbers(20_261_124);
    let inTheMiddle = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const place = `${folder}/${round}`;
      await Deno.mkdir(place);
      let kept: string[] = [];
      for (let kill = 0; kill < KILLS_A_ROUND; kill++) {
        const child = startDeno(tinyPipeline(place, mirror));
        const timer = setTimeout(() => {
          try {
            child.kill("SIGKILL");
          } catch {
            // It was faster.
          }
        }, random() * within);
        const { code } = await ended(child);
        clearTimeout(timer);
        if (code !== 0) inTheMiddle += 1;
        within *= code !== 0 ? 1.25 : 0.6;
        const now = validRecords(await readTree(place));
        assert(kept.every((path) => now.includes(path)), "a finished run was lost");
        kept = now;
      }
      const last = await run(place, mirror);
      assertEquals(last.code, 0, last.error);
      if (kept.length > 0 && kept.length < RUNS) {
        assertStringIncludes(last.out, `resuming: ${kept.length} of ${RUNS} runs are on record`);
      }
      const tree = await readTree(place);
      assertEquals(rubbish(tree), []);
      assertEquals(tree, expected);
    }
    assert(inTheMiddle > ROUNDS * KILLS_A_ROUND / 5, `only ${inTheMiddle} kills came in time`);
  }));

Deno.test("two pipelines in one folder end with the bytes of one, and neither hangs", () =>
  inTemporaryFolder(async (folder) => {
    const mirror = await writeTinyMirror(`${folder}/mirror`);
    const expected = await undisturbed(`${folder}/whole`, mirror);
    for (let round = 0; round < (IS_LONG ? 50 : 4); round++) {
      const place = `${folder}/${round}`;
      await Deno.mkdir(place);
      const both = await Promise.all([run(place, mirror), run(place, mirror)]);
      for (const { code, error } of both) assertEquals(code, 0, error);
      assertEquals(await readTree(place), expected);
    }
  }));

Deno.test("a temporary file of a running process stays, that of a dead one is removed", () =>
  inTemporaryFolder(async (folder) => {
    const mirror = await writeTinyMirror(`${folder}/mirror`);
    await Deno.mkdir(`${folder}/place/small`, { recursive: true });
    const [dead, alive] = ["dead", "alive"].map((name) =>
      `${folder}/place/small/train-images.${name}.partial`
    );
    await Deno.writeTextFile(dead!, "half");
    using file = await Deno.open(alive!, { create: true, write: true });
    await file.lock(true);
    assertEquals((await run(`${folder}/place`, mirror)).code, 0);
    assertEquals(rubbish(await readTree(`${folder}/place`)), [
      "small/train-images.alive.partial",
    ]);
  }));

/** Waits until a process has printed something, then goes on reading what it prints. */
async function untilPrinted(child: Deno.ChildProcess, text: string): Promise<string> {
  let printed = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    printed += chunk;
    if (printed.includes(text)) break;
  }
  return printed;
}

/** The processes whose command line has some text in it. */
async function processesWith(text: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line.includes(text));
}

Deno.test({
  name: "tasks asked to stop end within two seconds, in a sentence, with no child left behind",
  ignore: Deno.build.os === "windows",
  fn: (t) =>
    inProjectCopy(async (project) => {
      const fetch = ["task", "--quiet", "fetch", "--dataset", "synthetic-digits"];
      const { code, error } = await ended(startDeno(fetch, { cwd: project }));
      assertEquals(code, 0, error);
      const signals = [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const;
      for (const [signal, exitCode] of signals) {
        for (const task of ["train", "reproduce"]) {
          await t.step(`${task}, by ${signal}`, () => stopTask(project, task, signal, exitCode));
        }
      }
      // It cannot pass that on, but its children notice.
      for (const task of ["train", "reproduce"]) {
        await t.step(`${task}, when its deno task is killed`, async () => {
          await orphanTask(
            startDeno(["task", "--quiet", task, ...flagsOf(1)], { cwd: project }),
            "SIGKILL",
            1,
          );
        });
      }
      for (const signal of ["SIGTERM", "SIGHUP", "SIGKILL"] as const) {
        await t.step({
          name: `train, when the npm around it ends by ${signal}`,
          ignore: !HAS_NPM,
          async fn() {
            const go = `"${Deno.execPath()}" task train ${flagsOf(2).join(" ")}`;
            await Deno.writeTextFile(
              `${project}/package.json`,
              JSON.stringify({ scripts: { go } }),
            );
            const npm = new Deno.Command("npm", {
              args: ["run", "go"],
              cwd: project,
              stdin: "null",
              stdout: "piped",
              stderr: "piped",
            }).spawn();
            await orphanTask(npm, signal, 2);
          },
        });
      }
    }),
});

const HAS_NPM = await new Deno.Command("npm", { args: ["--version"] }).output()
  .then(({ success }) => success, () => false);
if (!HAS_NPM) console.log("skipped: tasks inside npm, which is not installed");

/** Flags for a training that takes long, with a seed that tells its processes from others. */
function flagsOf(number: number): string[] {
  const seed = String(3_000_000_000 + number);
  return ["--dataset", "synthetic-digits", "--only", "2-3-adam", "--seed", seed];
}

/** Ends the parent of a task while it trains; the task must stop as well, and say so. */
async function orphanTask(
  outer: Deno.ChildProcess,
  signal: Deno.Signal,
  number: number,
): Promise<void> {
  await untilPrinted(outer, "training 1 run");
  outer.kill(signal);
  const asked = performance.now();
  // It reads to the end of the last process.
  const error = await new Response(outer.stderr).text();
  await outer.status;
  assert(performance.now() - asked < 4_000);
  assertStringIncludes(error, "stopped: finished runs are kept");
  assertEquals(await processesWith(flagsOf(number).at(-1)!), []);
}

/** Starts a task, sends it a signal while it trains, and looks at how it ends. */
async function stopTask(
  project: string,
  task: string,
  signal: Deno.Signal,
  exitCode: number,
): Promise<void> {
  const child = startDeno(["task", "--quiet", task, ...flagsOf(exitCode)], { cwd: project });
  await untilPrinted(child, "training 1 run");
  const asked = performance.now();
  child.kill(signal);
  const [{ code }, error] = await Promise.all([
    child.status,
    new Response(child.stderr).text(),
  ]);
  assert(performance.now() - asked < 2_000);
  assertEquals(code, exitCode);
  assertMatch(
    error,
    /^stopped: finished runs are kept; run the same command again to go on$/m,
  );
  assertEquals(await processesWith(flagsOf(exitCode).at(-1)!), []);
}

Deno.test({
  name: "SIGTERM ends a fetch from a silent mirror, in a sentence, and leaves nothing half",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const silent = Deno.serve(
        { port: 0, hostname: "127.0.0.1", onListen: () => {} },
        () => new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(2)) })),
      );
      const url = `http://127.0.0.1:${silent.addr.port}/`;
      const child = startDeno(
        [
          ...["run", "--no-check", "--no-prompt", "--allow-all", ...taskScript("fetch")],
          ...["--dataset", "mnist", "--mirror", url],
        ],
        { cwd: folder },
      );
      await new Promise((resolve) => setTimeout(resolve, 800));
      child.kill("SIGTERM");
      const { code, error } = await ended(child);
      await silent.shutdown();
      assertEquals(code, 143);
      assertEquals(
        error,
        "stopped: what was verified is kept; run the same command again to go on\n",
      );
      assertEquals([...(await readTree(folder)).keys()], []);
    }),
});
