/** The words of a report: every file that declares some has them in both languages. */

import { assert, assertEquals } from "@std/assert";
import type { Words } from "../../pipeline/report/strings/languages.ts";
import { projectPath } from "../support/project.ts";

/** The modules below a folder of the project that declare words. */
async function modulesWithWords(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) paths.push(...await modulesWithWords(path));
    else if (/\.ts$/.test(name) && (await Deno.readTextFile(path)).includes("= words({")) {
      paths.push(path);
    }
  }
  return paths;
}

/** Compares two languages key by key. */
function compare(en: unknown, ko: unknown, path: string): void {
  if (typeof en === "object" && en !== null) {
    assertEquals(Object.keys(ko as object).sort(), Object.keys(en).sort(), path);
    for (const [key, value] of Object.entries(en)) {
      compare(value, (ko as Record<string, unknown>)[key], `${path}.${key}`);
    }
  } else if (typeof en === "function") {
    assertEquals((ko as () => unknown).length, en.length, path);
  } else if (typeof en === "string" && en.length > 3) {
    assert(en !== ko, path);
  }
}

Deno.test("all words are there in both languages, and differ in each", async () => {
  const paths = await modulesWithWords(projectPath("pipeline/report"));
  assert(paths.length > 15);
  for (const path of paths) {
    const { WORDS, COMMON = WORDS } = await import(`file://${path}`);
    assert(COMMON !== undefined, `${path} exports its words as WORDS`);
    const { en, ko } = COMMON as Words<unknown>;
    compare(en, ko, path);
  }
});
