/** What tasks touch, according to Deno's audit of permissions, compared with the docs. */

import { assert, assertEquals } from "@std/assert";
import { commandOf, PERMISSIONS } from "../../pipeline/permissions.ts";
import { ended, startDeno } from "../support/processes.ts";
import { inProjectCopy, readProjectFile } from "../support/project.ts";

const COLUMNS = ["read", "write", "net", "run", "env"] as const;
type Column = (typeof COLUMNS)[number];

/** The rows of the table in docs/promises.md: the text in backticks, by column. */
const documented = new Map(
  (await readProjectFile("docs/promises.md")).split("\n")
    .filter((line) => /^\| `[a-z]+` +\|/.test(line))
    .map((line) => {
      const [task, ...cells] = line.split("|").slice(1, -1)
        .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
      return [task![0]!, new Map(COLUMNS.map((column, i) => [column, cells[i]!]))] as const;
    }),
);

/** Small work for each task; words in capitals stand for folders of the test. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  fetch: ["--dataset", "synthetic-digits", "--mirror", "MIRROR"],
  train: "--dataset synthetic-digits --only control-shallow-30-300-images --seed 41".split(" "),
  report: "--dataset synthetic-digits --only control-shallow-30-300-images --seed 41 --out OUT"
    .split(" "),
  merge: ["FOLDER"],
  review: ["OLD", "NEW", "OUT"],
  current: [],
  readme: [],
};

Deno.test({
  name: "each task touches only what docs/promises.md says",
  // Paths look different there.
  ignore: Deno.build.os === "windows",
  fn: (t) =>
    // One after the other in one copy of the project: training needs what was fetched,
    // and a review what was reported.
    inProjectCopy(async (project) => {
      for (const [task, flags] of Object.entries(FLAGS)) {
        await t.step(task, () => auditTask(project, task, flags));
      }
    }, ["reports"]),
});

/** Runs a task with the permissions of its row, and compares what it touches. */
async function auditTask(
  project: string,
  task: string,
  flags: readonly string[],
): Promise<void> {
  const words = new Map([
    ...["MIRROR", "FOLDER", "OUT"].map((word) => [word, `${project}/${task}-${word}`] as const),
    // A small report is reviewed in no time.
    ...["OLD", "NEW"].map((word) => [word, `${project}/report-OUT`] as const),
  ]);
  for (const word of ["MIRROR", "FOLDER"]) await Deno.mkdir(words.get(word)!, { recursive: true });
  const audit = `${project}/audit-${task}.jsonl`;
  const row = documented.get(task)!;
  const granted = COLUMNS.flatMap((column) => {
    const names = row.get(column)!.map((name) => words.get(name) ?? name);
    return names.length === 0 ? [] : [`--allow-${column}=${names.join(",")}`];
  });
  const args = flags.map((flag) => words.get(flag) ?? flag);
  const { code, error } = await ended(
    startDeno(
      ["run", "--no-check", "--no-prompt", ...granted, `pipeline/tasks/${task}.ts`, ...args],
      { cwd: project, env: { DENO_AUDIT_PERMISSIONS: audit } },
    ),
  );
  // An empty folder has nothing to merge, which is an error.
  assertEquals(code, task === "merge" ? 1 : 0, error);
  const allowed = (column: Column, value: string): boolean =>
    row.get(column)!.some((name) => {
      if (column === "env") return value === name;
      if (column === "run") return value === name || value.endsWith(`/${name}`);
      const path = words.get(name) ?? `${project}/${name}`;
      const full = value.startsWith("/") ? value : `${project}/${value}`;
      // A folder itself, what is in it, and a temporary file beside a file.
      return full === path || full.startsWith(`${path}/`) || full.startsWith(`${path}.`);
    });
  const touched = (await Deno.readTextFile(audit)).trim().split("\n")
    .map((line) => JSON.parse(line) as { permission: string; value: string });
  assert(touched.length > 0);
  const beyond = touched.filter(({ permission, value }) =>
    !(COLUMNS as readonly string[]).includes(permission) ||
    !allowed(permission as Column, String(value))
  );
  assertEquals([...new Set(beyond.map((one) => `${one.permission} ${one.value}`))], []);
}

Deno.test("golden reads the data and starts Python, and does nothing else itself", () => {
  const row = documented.get("golden")!;
  assertEquals([...row.get("write")!, ...row.get("net")!, ...row.get("env")!], []);
  assertEquals<readonly string[]>(PERMISSIONS.golden, [
    `--allow-read=${row.get("read")!.join(",")}`,
    `--allow-run=${row.get("run")!.join(",")}`,
  ]);
});

Deno.test("training may not connect, start anything, or read beyond its folders", async () => {
  const { default: config } = await import("../../deno.json", { with: { type: "json" } });
  const row = documented.get("train")!;
  assertEquals([...row.get("net")!, ...row.get("run")!], []);
  assertEquals<readonly string[]>(PERMISSIONS.train, [
    `--allow-read=${row.get("read")!.join(",")}`,
    `--allow-write=${row.get("write")!.join(",")}`,
    `--allow-env=${row.get("env")!.join(",")}`,
  ]);
  // docs/promises.md explains the permissions of start.ts.
  assertEquals(config.tasks.train.command, "deno run -A pipeline/start.ts train");
  const { args } = commandOf("train", ["--seeds", "3"]);
  assertEquals(args.slice(0, 5), ["run", "--no-prompt", ...PERMISSIONS.train]);
  assert(args[5]!.endsWith("pipeline/tasks/train.ts"));
  assertEquals(args.slice(6), ["--seeds", "3"]);
});
