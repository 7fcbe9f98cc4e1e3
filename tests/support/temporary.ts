import { dirname, join } from "node:path";
import { listFiles } from "../../pipeline/system/list_files.ts";

/** Runs a test in a folder of its own, which is removed afterwards. */
export async function inTemporaryFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retrace-" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** All files below a folder, sorted, with their content. */
export async function readTree(folder: string, prefix = ""): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const entries = await Array.fromAsync(Deno.readDir(`${folder}/${prefix}`));
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory } of entries) {
    const path = `${prefix}${name}`;
    if (isDirectory) {
      for (const [inner, content] of await readTree(folder, `${path}/`)) files.set(inner, content);
    } else {
      files.set(path, await Deno.readTextFile(`${folder}/${path}`));
    }
  }
  return files;
}

/** Copies a folder with all files in it. */
export async function copyTree(from: string, to: string): Promise<void> {
  for (const path of await listFiles(from)) {
    await Deno.mkdir(dirname(join(to, path)), { recursive: true });
    await Deno.copyFile(join(from, path), join(to, path));
  }
}
