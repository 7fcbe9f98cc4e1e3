/** The golden files hold something: a test that goes through an empty list tests nothing. */

import { assert } from "@std/assert";
import { listFiles } from "../../pipeline/system/list_files.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { projectPath, readProjectFile } from "../support/project.ts";

/** Lists within these may be empty: networks without hidden layers, conclusions without tests. */
const DEPTH = 1;

/** The lists and objects in some JSON that hold nothing, by their path. */
function empty(value: unknown, path: string, depth = 0): string[] {
  if (typeof value !== "object" || value === null || depth > DEPTH) return [];
  const parts = Object.entries(value);
  if (parts.length === 0) return [path];
  return parts.flatMap(([key, part]) => empty(part, `${path}.${key}`, depth + 1));
}

const FOLDERS = ["tests/golden", ...DOCUMENTS.map(({ id }) => `lib/documents/${id}/golden`)];

Deno.test("no golden file, and no list that one begins with, is empty", async () => {
  for (const folder of FOLDERS) {
    const files = (await listFiles(projectPath(folder))).filter((path) => path.endsWith(".json"));
    assert(files.length >= 3, `${folder}: ${files}`);
    for (const path of files) {
      const found = empty(JSON.parse(await readProjectFile(`${folder}/${path}`)), path);
      assert(found.length === 0, `${found.join(", ")}: nothing is there`);
    }
  }
});
