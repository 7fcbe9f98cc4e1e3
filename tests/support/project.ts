import { fileURLToPath } from "node:url";
import { publishedFolder } from "../../pipeline/system/folders.ts";
import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { copyTree, inTemporaryFolder } from "./temporary.ts";

/** The full path of something in the project, wherever the tests were started. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** The text of a file of the project. */
export function readProjectFile(path: string): Promise<string> {
  return Deno.readTextFile(projectPath(path));
}

/** Where the developer keeps data sets and records: tests read there and never write. */
export const DEVELOPERS_DATA: string = projectPath("data");

/** The published report of the notebook. */
export const PUBLISHED: string = projectPath(publishedFolder(NOTEBOOK));

/** What tasks need of the project. */
const FILES = ["deno.json", "deno.lock", "README.md"];
const FOLDERS = ["lib", "pipeline", "vendor"];

/**
 * Runs a test with a copy of the project, without data, in which tasks may do what they
 * like; it is removed afterwards.
 *
 * @param others folders that the test needs besides the code, such as "reports"
 */
export async function inProjectCopy(
  test: (folder: string) => Promise<void>,
  others: readonly string[] = [],
): Promise<void> {
  await inTemporaryFolder(async (temporary) => {
    const folder = await Deno.realPath(temporary);
    for (const path of [...FOLDERS, ...others]) {
      await copyTree(projectPath(path), `${folder}/${path}`);
    }
    for (const path of FILES) await Deno.copyFile(projectPath(path), `${folder}/${path}`);
    await test(folder);
  });
}
