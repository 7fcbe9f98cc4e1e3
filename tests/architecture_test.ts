/** Which file may import which: arrows go down only, and never round in a circle. */

import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path/posix";
import { DOCUMENTS } from "../lib/documents/mod.ts";
import { projectPath, readProjectFile } from "./support/project.ts";

/** The paths of all sources below a folder of the project. */
async function sources(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(projectPath(folder))) {
    const path = `${folder}/${name}`;
    if (name.startsWith(".")) continue;
    if (isDirectory) paths.push(...await sources(path));
    else if (name.endsWith(".ts")) paths.push(path);
  }
  return paths.sort();
}

/** The files of the project that a file imports. */
async function importsOf(path: string): Promise<string[]> {
  const text = await readProjectFile(path);
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from "(\.[^"]+)"/gms)]
    .map(([, to]) => join(dirname(path), to!));
}

const files = ["mod.ts", ...await sources("lib"), ...await sources("pipeline")];
const graph = new Map(
  await Promise.all(files.map(async (path) => [path, await importsOf(path)] as const)),
);

/** A way from a file back to itself, if there is one. */
function circle(start: string): string[] | undefined {
  const seen = new Set<string>();
  const walk = (path: string, way: readonly string[]): string[] | undefined => {
    for (const next of graph.get(path) ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...way, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(start, [start]);
}

Deno.test("no file imports itself by a detour", () => {
  assert(files.length > 150);
  // What is imported is found: few files import nothing, and all that is imported exists.
  const edges = [...graph.values()].flat();
  assert(edges.length > 3 * files.length);
  assertEquals(edges.filter((to) => to.endsWith(".ts") && !graph.has(to)), []);
  assertEquals(files.map(circle).filter((found) => found !== undefined), []);
});

/** The parts of the project, each of which may import those before it, and itself. */
const LAYERS = [
  ["lib/statistics", "lib/engine"],
  ["lib/data"],
  ["lib/documents"],
  ["lib/verdict"],
  ["pipeline/system"],
  ["pipeline/data"],
  ["pipeline/records"],
  ["pipeline/command_line"],
  ["pipeline/training", "pipeline/replay"],
  ["pipeline/report"],
  ["pipeline/review", "pipeline/bench"],
  ["pipeline/permissions.ts", "pipeline/start.ts", "pipeline/tasks"],
];

/** The layer of a file. */
function layerOf(path: string): number {
  return LAYERS.findIndex((parts) =>
    parts.some((part) => path === part || path.startsWith(`${part}/`))
  );
}

Deno.test("arrows go down, from tasks and reports to records, verdicts, documents and the engine", () => {
  const upward = [...graph].flatMap(([path, imports]) =>
    path === "mod.ts" ? [] : imports
      .filter((to) => layerOf(to) > layerOf(path))
      .map((to) => `${path} imports ${to}`)
  );
  assertEquals(upward, []);
  assertEquals(files.filter((path) => path !== "mod.ts" && layerOf(path) < 0), []);
});

Deno.test("code that serves every document knows none by name", () => {
  const wrong = [...graph].flatMap(([path, imports]) =>
    imports
      .filter((to) => DOCUMENTS.some(({ id }) => to.startsWith(`lib/documents/${id}/`)))
      .filter((to) => {
        const own = to.split("/").slice(0, 3).join("/");
        return path !== "lib/documents/mod.ts" && !path.startsWith(`${own}/`);
      })
      .map((to) => `${path} imports ${to}`)
  );
  assertEquals(wrong, []);
});

Deno.test("code that serves every document names none of its experiments", async () => {
  const ids = DOCUMENTS.flatMap(({ id, experiments }) => [id, ...experiments.map(({ id }) => id)]);
  for (const path of files) {
    if (DOCUMENTS.some(({ id }) => path.startsWith(`lib/documents/${id}/`))) continue;
    const text = await readProjectFile(path);
    const named = ids.filter((id) => text.includes(`"${id}"`));
    assertEquals(named, [], path);
  }
});
