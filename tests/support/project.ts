import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publishedFolder } from "../../pipeline/folders.ts";
import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { inTemporaryFolder } from "./temporary.ts";

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
const PARTS = ["deno.json", "deno.lock", "README.md", "lib", "pipeline", "vendor"];

/**
 * Runs a test with a copy of the project, without data, in which tasks may do what they
 * like; it is removed afterwards.
 *
 * @param others what the test needs besides the code, such as "reports"
 */
export async function inProjectCopy(
  test: (folder: string) => Promise<void>,
  others: readonly string[] = [],
): Promise<void> {
  await inTemporaryFolder(async (temporary) => {
    const folder = join(await Deno.realPath(temporary), "project");
    for (const part of [...PARTS, ...others]) await copy(projectPath(part), join(folder, part));
    await test(folder);
  });
}

/** Copies a file, or a folder with all that is in it. */
async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isDirectory) {
    await Deno.mkdir(to, { recursive: true });
    for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
  } else {
    await Deno.mkdir(dirname(to), { recursive: true });
    await Deno.copyFile(from, to);
  }
}
