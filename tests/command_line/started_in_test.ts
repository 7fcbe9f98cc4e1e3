/** Relative paths are relative to the folder in which the user ran the command. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { ended, startDeno } from "../support/processes.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const KNOWS_PROCESSES = Deno.build.os === "linux" || Deno.build.os === "darwin";

/** Where replay looks for a file that is not there. */
async function placeOf(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { error } = await ended(
    startDeno(["task", "--quiet", ...args, "replay", "no/such.json"], { cwd, env }),
  );
  return /Cannot use the golden file (.*): it is not there/.exec(error)?.[1] ?? error;
}

Deno.test({
  name: "a path is relative to where deno task was started, whatever INIT_CWD says",
  ignore: !KNOWS_PROCESSES,
  fn: () =>
    inTemporaryFolder(async (temporary) => {
      const folder = await Deno.realPath(temporary);
      const config = ["--config", `${PROJECT}deno.json`];
      const here = `${folder}/no/such.json`;
      // deno-lint-ignore camelcase
      const stale = { INIT_CWD: PROJECT, npm_lifecycle_event: "start" };
      const cases: [string, Promise<string>][] = [
        [`${PROJECT}no/such.json`, placeOf([], PROJECT)],
        [`${PROJECT}tests/no/such.json`, placeOf([], `${PROJECT}tests`)],
        [here, placeOf(config, folder)],
        [here, placeOf(["--cwd", PROJECT], folder)],
        [here, placeOf(config, folder, stale)],
        [`${PROJECT}tests/no/such.json`, placeOf([], `${PROJECT}tests`, { INIT_CWD: folder })],
        [here, placeOf(config, folder, { RETRACE_STARTED_IN: PROJECT })],
      ];
      for (const [expected, place] of cases) assertEquals(await place, expected);
    }),
});

Deno.test({
  name: "in an npm script that changes folders, a path is relative to the new folder",
  ignore: !KNOWS_PROCESSES,
  fn: () =>
    inTemporaryFolder(async (temporary) => {
      const folder = await Deno.realPath(temporary);
      const go = `cd sub && "${Deno.execPath()}" task --config "${PROJECT}deno.json" replay x.json`;
      await Deno.mkdir(`${folder}/sub`);
      await Deno.writeTextFile(`${folder}/package.json`, JSON.stringify({ scripts: { go } }));
      let error: string;
      try {
        const { stderr } = await new Deno.Command("npm", { args: ["run", "go"], cwd: folder })
          .output();
        error = new TextDecoder().decode(stderr);
      } catch {
        console.log("skipped: a script of npm, which is not installed");
        return;
      }
      assertStringIncludes(error, `Cannot use the golden file ${folder}/sub/x.json`);
    }),
});

Deno.test("if the starting folder is unknown, relative paths are refused and absolute ones are not", async () => {
  const run = (path: string) =>
    ended(startDeno(
      ["run", "--no-check", "--allow-read", "--allow-env", "pipeline/tasks/replay.ts", path],
      { cwd: PROJECT, env: { RETRACE_STARTED_IN: "" } },
    ));
  const [relative, absolute] = await Promise.all([run("no/such.json"), run(`${PROJECT}no.json`)]);
  assertEquals(relative.code, 2);
  assertStringIncludes(relative.error, "Cannot tell where no/such.json is");
  assertStringIncludes(absolute.error, `${PROJECT}no.json: it is not there`);
});
