/** What tasks touch, as Deno's audit of permissions sees it, beside what the docs say. */

import { assert, assertEquals } from "@std/assert";
import { ended, startDeno } from "../support/processes.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const COLUMNS = ["read", "write", "net", "run", "env"] as const;
type Column = (typeof COLUMNS)[number];

/** The rows of the table in docs/promises.md: what is in code marks, by column. */
const documented = new Map(
  (await Deno.readTextFile("docs/promises.md")).split("\n")
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

for (const [task, flags] of Object.entries(FLAGS)) {
  Deno.test({
    name: `${task} touches only what docs/promises.md says`,
    // Paths are told in another way there.
    ignore: Deno.build.os === "windows",
    fn: () =>
      inTemporaryFolder(async (temporary) => {
        const folder = await Deno.realPath(temporary);
        const words = new Map([
          ...["MIRROR", "FOLDER", "OUT"].map((word) => [word, `${folder}/${word}`] as const),
          ["OLD", `${Deno.cwd()}/reports/dnn-from-scratch-notebook`],
          ["NEW", `${Deno.cwd()}/reports/dnn-from-scratch-notebook`],
        ]);
        for (const word of ["MIRROR", "FOLDER"]) await Deno.mkdir(words.get(word)!);
        const audit = `${folder}/audit.jsonl`;
        const row = documented.get(task)!;
        // It gets what its row says and no more, whatever the task itself may be given.
        const granted = COLUMNS.flatMap((column) => {
          const names = row.get(column)!.map((name) => words.get(name) ?? name);
          return names.length === 0 ? [] : [`--allow-${column}=${names.join(",")}`];
        });
        const args = flags.map((flag) => words.get(flag) ?? flag);
        const { code, error } = await ended(
          startDeno([
            "run",
            "--no-check",
            "--no-prompt",
            ...granted,
            `pipeline/${task}.ts`,
            ...args,
          ], {
            env: { DENO_AUDIT_PERMISSIONS: audit },
          }),
        );
        // An empty folder has nothing to merge, which is an error.
        assertEquals(code, task === "merge" ? 1 : 0, error);
        const allowed = (column: Column, value: string): boolean =>
          row.get(column)!.some((name) => {
            if (column === "env") return value === name;
            if (column === "run") return value === name || value.endsWith(`/${name}`);
            const path = words.get(name) ?? `${Deno.cwd()}/${name}`;
            const full = value.startsWith("/") ? value : `${Deno.cwd()}/${value}`;
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
      }),
  });
}

Deno.test("what trains may not connect, start anything, or read beyond its folders", async () => {
  const { default: config } = await import("../../deno.json", { with: { type: "json" } });
  for (const task of ["train", "selftest", "robustness"] as const) {
    const row = documented.get(task)!;
    assertEquals([...row.get("net")!, ...row.get("run")!], []);
    const granted = config.tasks[task].command.match(/--allow-\S+/g)!;
    assertEquals(granted, [
      `--allow-read=${row.get("read")!.join(",")}`,
      `--allow-write=${row.get("write")!.join(",")}`,
      `--allow-env=${row.get("env")!.join(",")}`,
    ]);
  }
});
