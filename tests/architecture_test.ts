/** Which file may import which: arrows go down only, never in a circle, and to no document. */

import { assert, assertEquals } from "@std/assert";
import { dirname, join } from "node:path/posix";
import type { Document } from "../lib/documents/document.ts";
import { DOCUMENTS } from "../lib/documents/mod.ts";
import { variedExperiments } from "../lib/documents/vary.ts";
import { listFiles } from "../pipeline/system/list_files.ts";
import { projectPath, readProjectFile } from "./support/project.ts";

/** Files by their paths in the project. */
type Texts = ReadonlyMap<string, string>;

/** The files that each module imports. */
type Graph = ReadonlyMap<string, readonly string[]>;

async function readTexts(): Promise<Texts> {
  const paths = ["mod.ts"];
  for (const folder of ["lib", "pipeline"]) {
    paths.push(...(await listFiles(projectPath(folder))).map((name) => `${folder}/${name}`));
  }
  // A font, and what was packed from packages, is no text of ours.
  const ours = paths.filter((path) => !/\.(woff2|pyc)$|\/bundle\.js$/.test(path));
  return new Map(
    await Promise.all(ours.map(async (path) => [path, await readProjectFile(path)] as const)),
  );
}

function graphOf(texts: Texts): Graph {
  const modules = [...texts].filter(([path]) => path.endsWith(".ts"));
  return new Map(modules.map(([path, text]) => {
    const imports = text.matchAll(/^(?:import|export)\b[^;]*?from "(\.[^"]+)"/gms);
    return [path, [...imports].map(([, to]) => join(dirname(path), to!))];
  }));
}

const TEXTS = await readTexts();
const GRAPH = graphOf(TEXTS);

/** Every import, as the file and what it imports. */
function edges(graph: Graph): [from: string, to: string][] {
  return [...graph].flatMap(([from, imports]) => imports.map((to): [string, string] => [from, to]));
}

/** A way from a file back to itself, if there is one. */
function circle(start: string, graph: Graph): string[] | undefined {
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

function circles(graph: Graph): string[][] {
  return [...graph.keys()].map((path) => circle(path, graph)).filter((way) => way !== undefined);
}

Deno.test("no file imports itself by a detour", () => {
  assert(GRAPH.size > 150);
  // What is imported is found: few files import nothing, and all that is imported exists.
  const targets = edges(GRAPH).map(([, to]) => to);
  assert(targets.length > 3 * GRAPH.size);
  assertEquals(targets.filter((to) => to.endsWith(".ts") && !GRAPH.has(to)), []);
  assertEquals(circles(GRAPH), []);
  const planted = new Map([["a.ts", ["b.ts", "c.ts"]], ["b.ts", ["c.ts"]], ["c.ts", ["b.ts"]]]);
  assertEquals(circles(planted), [["b.ts", "c.ts", "b.ts"], ["c.ts", "b.ts", "c.ts"]]);
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

function layerOf(path: string): number {
  return LAYERS.findIndex((parts) =>
    parts.some((part) => path === part || path.startsWith(`${part}/`))
  );
}

function upward(graph: Graph): [string, string][] {
  return edges(graph).filter(([from, to]) => from !== "mod.ts" && layerOf(to) > layerOf(from));
}

Deno.test("arrows go down, from tasks and reports to records, verdicts, documents and the engine", () => {
  assertEquals(upward(GRAPH), []);
  const modules = [...GRAPH.keys()];
  assertEquals(modules.filter((path) => path !== "mod.ts" && layerOf(path) < 0), []);
  const isThere = (part: string): boolean =>
    modules.some((path) => path === part || path.startsWith(`${part}/`));
  assertEquals(LAYERS.flat().filter((part) => !isThere(part)), []);
  const planted: [string, string] = ["lib/engine/x.ts", "lib/documents/document.ts"];
  assertEquals(upward(new Map([[planted[0], [planted[1]]]])), [planted]);
});

const LIST = "lib/documents/mod.ts";
const FOLDERS = DOCUMENTS.map(({ id }) => `lib/documents/${id}/`);

/** Imports that make a document part of the code: only the list may, and its own folder. */
function ofDocuments(graph: Graph): [string, string][] {
  return edges(graph).filter(([from, to]) => {
    const folder = FOLDERS.find((one) => to.startsWith(one));
    if (folder !== undefined) return from !== LIST && !from.startsWith(folder);
    // In the library documents are values that a caller gives.
    return to === LIST && from.startsWith("lib/");
  });
}

Deno.test("code that serves every document imports none", () => {
  assertEquals(ofDocuments(GRAPH), []);
  const planted = new Map([
    ["pipeline/x.ts", [LIST, `${FOLDERS[0]}claims.ts`]],
    ["lib/verdict/x.ts", ["lib/documents/document.ts", LIST]],
  ]);
  assertEquals(ofDocuments(planted), [
    ["pipeline/x.ts", `${FOLDERS[0]}claims.ts`],
    ["lib/verdict/x.ts", LIST],
  ]);
});

/** The names that belong to a document. */
function namesOf(document: Document): string[] {
  const { id, claims, experiments, selfTests, races, variations } = document;
  const { measures, criteria, claimKinds } = document;
  const named = [
    claims,
    experiments,
    selfTests.experiments,
    variedExperiments(document),
    races,
    variations.grid,
  ].flat();
  const byName = [measures, criteria, claimKinds].flatMap((all) => Object.keys(all));
  return [id, ...named.map(({ id }) => id), ...byName];
}

/** Where a text names something of a document, in code or in words. */
function named(texts: Texts, documents: readonly Document[]): [path: string, name: string][] {
  const names = [...new Set(documents.flatMap(namesOf))].map((name) => {
    const escaped = name.replaceAll(/[.~]/g, "\\$&");
    // A name that may be a plain word is one only in quotes.
    const isWord = /^[a-z]+$/i.test(name);
    const pattern = isWord ? `(["'\`])${escaped}\\1` : `(?<![\\w.-])${escaped}(?![\\w-])`;
    return [name, new RegExp(pattern)] as const;
  });
  return [...texts]
    .filter(([path]) => path !== LIST && !FOLDERS.some((folder) => path.startsWith(folder)))
    .flatMap(([path, text]) =>
      names.filter(([, pattern]) => pattern.test(text)).map(([name]): [string, string] => [
        path,
        name,
      ])
    );
}

Deno.test("code that serves every document names nothing of one", () => {
  assertEquals(named(TEXTS, DOCUMENTS), []);
  const [document] = DOCUMENTS;
  const { id, claims: [claim], experiments: [experiment], races: [race] } = document!;
  const [criterion] = Object.keys(document!.criteria);
  const planted = [
    `const id = "${experiment!.id}";`,
    `/** Such as ${claim!.id}. */`,
    `open(f"reports/${id}/report.md")`,
    `first ${experiment!.id}-like`,
    `kind: "${claim!.kind}", chart: "${race!.id}", are: '${criterion}'`,
    `a network is ${criterion}`,
  ];
  const texts = new Map(planted.map((text, i) => [`pipeline/${i}.ts`, text]));
  assertEquals(named(texts, [document!]), [
    ["pipeline/0.ts", experiment!.id],
    ["pipeline/1.ts", claim!.id],
    ["pipeline/2.ts", id],
    ["pipeline/4.ts", race!.id],
    ["pipeline/4.ts", criterion],
    ["pipeline/4.ts", claim!.kind],
  ]);
});
