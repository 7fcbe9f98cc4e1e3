import { sha256 } from "../data/payload.ts";

/** Everything below this folder decides the bits of a run. */
const ENGINE = new URL("../../lib/engine/", import.meta.url);

/**
 * The identity of the engine: the hash of its code. Comments and blank lines do
 * not count, so that explaining the engine better makes no record stale.
 */
export async function engineHash(): Promise<string> {
  const parts: string[] = [];
  for (const path of await sourcePaths(ENGINE)) {
    const source = await Deno.readTextFile(new URL(path, ENGINE));
    parts.push(`${path}\n${codeLines(source).join("\n")}\n`);
  }
  return sha256(parts.join(""));
}

/** The paths of all sources below a folder, relative to it, sorted. */
async function sourcePaths(folder: URL, prefix = ""): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of Deno.readDir(new URL(prefix, folder))) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory) paths.push(...await sourcePaths(folder, `${path}/`));
    else if (path.endsWith(".ts")) paths.push(path);
  }
  return paths.sort();
}

/**
 * The lines of a source that are neither blank nor a comment as a whole.
 * `deno fmt` keeps block comments on lines of their own.
 */
export function codeLines(source: string): string[] {
  const lines: string[] = [];
  let insideComment = false;
  for (const line of source.split(/\r?\n/)) {
    const text = line.trim();
    if (text.startsWith("/*")) insideComment = true;
    if (!insideComment && text !== "" && !text.startsWith("//")) lines.push(text);
    if (insideComment && text.endsWith("*/")) insideComment = false;
  }
  return lines;
}
