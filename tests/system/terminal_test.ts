/** What a reader sees on a terminal, in a pipe and in files. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ended, startDeno, tinyPipeline, writeTinyMirror } from "../support/processes.ts";
import { inTemporaryFolder } from "../support/temporary.ts";
import { HAS_TERMINAL, onTerminal, type Screen, screenOf } from "../support/terminal.ts";

const PROGRESS =
  new URL("../../pipeline/system/terminal/training_progress.ts", import.meta.url).href;
const DOWNLOAD =
  new URL("../../pipeline/system/terminal/download_progress.ts", import.meta.url).href;
const MAIN = new URL("../../pipeline/system/run_task.ts", import.meta.url).href;
const CONFIG = new URL("../../deno.json", import.meta.url).pathname;

/** A line that no terminal of these tests has room for. */
const LONG = "long ".repeat(60).trimEnd();

/** A program that shows things, and the lines that it prints. */
const SHOWS = `
  import { trainingProgress } from "${PROGRESS}";
  const pause = () => new Promise((resolve) => setTimeout(resolve, 130));
  using progress = trainingProgress(4);
  progress.line("before any bar");
  for (const worker of [0, 1, 2, 3]) progress.worker(worker, "a label of a run", 0.1, null);
  progress.overall(0.1, "about 5 s left");
  progress.line("first");
  await pause();
  progress.worker(1, "a label", 0.5, 0.974);
  progress.line("${LONG}");
  progress.over("second", "");
  progress.line("third");
  progress.worker(1, "", 0, null);
  await pause();
  progress.over("last, at once before the end", "");
  progress.stop();
  progress.line("after the bars");
`;
const SHOWN = [
  ...["before any bar", "first", LONG, "second", "third"],
  ...["last, at once before the end", "after the bars"],
];

/** The arguments of deno for a program. */
async function program(folder: string, code: string): Promise<string[]> {
  const path = `${folder}/program.ts`;
  await Deno.writeTextFile(path, code);
  return ["run", "--no-check", "--no-prompt", "--allow-env=TERM,CI", "--config", CONFIG, path];
}

/** In the end there must be only lines, and the terminal restored. */
function checkScreen(screen: Screen, lines: readonly string[]): void {
  assertEquals(screen, { lines, hasCursor: true, wraps: true });
}

Deno.test({
  name: "on a terminal of any size every line appears once, completely and in order",
  ignore: !HAS_TERMINAL,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const args = await program(folder, SHOWS);
      const sizes = [[80, 24], [20, 24], [200, 5], [7, 3], [0, 0]] as const;
      await Promise.all(sizes.map(async ([columns, rows]) => {
        const { code, out } = await onTerminal(args, { columns, rows });
        assertEquals(code, 0, out);
        assertStringIncludes(out, "\x1b[?25l"); // There were bars.
        checkScreen(screenOf(out, columns || 80, rows || 24), SHOWN);
      }));
    }),
});

Deno.test({
  name: "bars go where the lines go: standard error in a file changes nothing",
  ignore: !HAS_TERMINAL,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const stderr = `${folder}/err.log`;
      const { out } = await onTerminal(await program(folder, SHOWS), { stderr });
      checkScreen(screenOf(out, 80, 24), SHOWN);
      assertStringIncludes(out, "all runs  about 5 s left");
      assertEquals(await Deno.readTextFile(stderr), "");
    }),
});

Deno.test({
  name: "a terminal that cannot move its cursor, or is the log of a job, gets plain lines",
  ignore: !HAS_TERMINAL,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const args = await program(folder, SHOWS);
      for (const env of [{ TERM: "dumb" }, { CI: "true" }]) {
        const { out } = await onTerminal(args, { env });
        assert(!out.includes("\x1b[?25l"));
        checkScreen(screenOf(out, 80, 24), SHOWN);
      }
    }),
});

Deno.test("in a pipe the same lines appear, and nothing else", () =>
  inTemporaryFolder(async (folder) => {
    const { out, error } = await ended(startDeno(await program(folder, SHOWS)));
    assertEquals([out, error], [SHOWN.map((line) => `${line}\n`).join(""), ""]);
  }));

const THROWS: Readonly<Record<string, string>> = {
  "bars of a training": `
    import { trainingProgress } from "${PROGRESS}";
    import { runTask } from "${MAIN}";
    await runTask(async () => {
      using progress = trainingProgress(2);
      progress.overall(0.1, "");
      progress.line("a line");
      throw new Error("thrown");
    });`,
  "the bar of a download": `
    import { downloadProgress } from "${DOWNLOAD}";
    import { runTask } from "${MAIN}";
    await runTask(async () => {
      using bar = downloadProgress();
      bar.print("a line");
      bar.update({ name: "x", bytes: 10, sha256: "" }, 3);
      throw new Error("thrown");
    });`,
  "bars that a timer throws over": `
    import { trainingProgress } from "${PROGRESS}";
    import { runTask } from "${MAIN}";
    await runTask(async () => {
      using progress = trainingProgress(2);
      progress.overall(0.1, "");
      progress.line("a line");
      setTimeout(() => { throw new Error("thrown"); }, 10);
      await new Promise((resolve) => setTimeout(resolve, 9e3));
    });`,
};

for (const [what, code] of Object.entries(THROWS)) {
  Deno.test({
    name: `${what} are removed when the program ends, and its error can be read`,
    ignore: !HAS_TERMINAL,
    fn: () =>
      inTemporaryFolder(async (folder) => {
        const start = performance.now();
        const end = await onTerminal(await program(folder, code));
        assert(performance.now() - start < 5_000);
        assertEquals(end.code, 70);
        const { lines, hasCursor, wraps } = screenOf(end.out, 80, 24);
        assertEquals([lines[0], hasCursor, wraps], ["a line", true, true]);
        assertMatch(lines.join("\n"), /this is a bug[^]*Error: thrown[^]*the commit\.$/);
      }),
  });
}

Deno.test({
  name: "training prints the same on a terminal and in a pipe, even with nothing to do",
  ignore: !HAS_TERMINAL,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const mirror = await writeTinyMirror(`${folder}/mirror`);
      // The order and duration of runs, and their memory, do not matter here.
      const comparable = (lines: readonly string[]): string[] =>
        lines.map((line) => line.replace(/^\[\d\/6\]|\d+ s$|\d+ MiB/g, "")).toSorted();
      const [piped, shown] = await Promise.all([
        ended(startDeno(tinyPipeline(`${folder}/pipe`, mirror))),
        onTerminal(tinyPipeline(`${folder}/terminal`, mirror), { columns: 60, rows: 8 }),
      ]);
      const whole = screenOf(shown.out, 60, 8);
      assertEquals(comparable(whole.lines), comparable(piped.out.trimEnd().split("\n")));
      assertEquals([whole.hasCursor, whole.wraps], [true, true]);
      assertEquals(whole.lines.filter((line) => line.startsWith("[")).length, 6);

      const again = await onTerminal(tinyPipeline(`${folder}/terminal`, mirror));
      const { lines } = screenOf(again.out, 80, 24);
      assert(lines.includes("6 of 6 runs are on record; nothing to train"), lines.join("\n"));
      assert(!again.out.includes("\x1b[?25l")); // No bars for nothing.
    }),
});
