import { dirname, join } from "node:path";

/** Marks a file that is still being written. */
const PARTIAL = ".partial";

/**
 * Writes a file so that it is either there as a whole or not at all: to a
 * temporary name in the same folder, then by renaming.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${crypto.randomUUID()}${PARTIAL}`;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  try {
    await Deno.writeFile(temporary, bytes);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

/** The same, but leaves a file alone that has this content already. */
export async function writeFileIfChanged(path: string, content: string): Promise<void> {
  const present = await Deno.readTextFile(path).catch(() => undefined);
  if (present !== content) await writeFileAtomically(path, content);
}

/** How old a temporary file must be before it counts as left behind. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** Removes the temporary files that killed runs left in a folder long ago. */
export async function removeAbandonedFiles(folder: string): Promise<void> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (entry.isFile && entry.name.endsWith(PARTIAL)) names.push(entry.name);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  for (const name of names) {
    const path = join(folder, name);
    const { mtime } = await Deno.stat(path);
    if (mtime !== null && Date.now() - mtime.getTime() > ABANDONED_AFTER_MS) {
      await Deno.remove(path);
    }
  }
}
