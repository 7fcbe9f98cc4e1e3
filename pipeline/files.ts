import { dirname, join } from "node:path";
import { messageOf, UserError } from "./user_error.ts";

/** Marks a file that is still being written. */
const PARTIAL = ".partial";
/** How often a file is written again that another process took for abandoned. */
const ATTEMPTS = 5;

/** Folders that this process has tidied already. */
const tidied = new Set<string>();

/**
 * Writes a file so that it is either there as a whole or not at all: to a
 * temporary name in the same folder, then by renaming. What killed processes left
 * half-written in that folder is removed first.
 *
 * @throws {UserError} if the disk is full, or the place cannot be written
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const folder = dirname(path);
  try {
    await Deno.mkdir(folder, { recursive: true });
    if (!tidied.has(folder)) {
      tidied.add(folder);
      await removeAbandonedFiles(folder);
    }
    for (let attempt = 1; !(await writeAndRename(path, bytes, attempt === ATTEMPTS)); attempt++);
  } catch (error) {
    throw writeError(path, error);
  }
}

/** @returns false if the temporary file was gone before it could be renamed */
async function writeAndRename(
  path: string,
  bytes: Uint8Array,
  isLastAttempt: boolean,
): Promise<boolean> {
  const temporary = `${path}.${crypto.randomUUID()}${PARTIAL}`;
  try {
    const file = await Deno.open(temporary, { createNew: true, write: true });
    try {
      // The lock tells that somebody is writing; it goes with the process, however that ends.
      await file.lock(true).catch(() => {}); // Some file systems know no locks.
      for (let written = 0; written < bytes.length;) {
        written += await file.write(bytes.subarray(written));
      }
    } finally {
      file.close();
    }
    await Deno.rename(temporary, path);
    return true;
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    if (error instanceof Deno.errors.NotFound && !isLastAttempt) return false;
    throw error;
  }
}

/** The same, but leaves a file alone that has this content already. */
export async function writeFileIfChanged(path: string, content: string): Promise<void> {
  const present = await Deno.readTextFile(path).catch(() => undefined);
  if (present !== content) await writeFileAtomically(path, content);
}

/** Removes the temporary files in a folder that nobody is writing any more. */
async function removeAbandonedFiles(folder: string): Promise<void> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isFile && entry.name.endsWith(PARTIAL)) names.push(entry.name);
  }
  for (const name of names) {
    const path = join(folder, name);
    // Another process may be ahead, or still write it: then it is not ours to remove.
    if (await isUnlocked(path).catch(() => false)) await Deno.remove(path).catch(() => {});
  }
}

async function isUnlocked(path: string): Promise<boolean> {
  const file = await Deno.open(path, { write: true });
  try {
    return await file.tryLock(true);
  } finally {
    file.close();
  }
}

/** What the operating systems call the reasons that have no class of their own. */
const REASONS: readonly (readonly [pattern: RegExp, reason: string, advice: string])[] = [
  [/os error (28|112|122)\)/, "the disk is full", "make room and run the same command again"],
  [/os error (30|19)\)/, "the file system is read-only", "choose another place"],
  [/os error (21|39|66)\)/, "there is a folder of that name", "remove the folder"],
  [/os error (17|20)\)/, "a part of its path is a file", "remove that file"],
];

/** Why a file could not be written, in a sentence. */
function writeError(path: string, error: unknown): unknown {
  if (error instanceof Deno.errors.NotCapable || error instanceof UserError) return error;
  const message = messageOf(error);
  for (const [pattern, reason, advice] of REASONS) {
    if (pattern.test(message)) return new UserError(`Cannot write ${path}: ${reason}; ${advice}`);
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new UserError(
      `Cannot write ${path}: its folder may not be written; change the folder's permissions`,
    );
  }
  return new UserError(`Cannot write ${path}: ${message}; put that right and run it again`);
}

/**
 * Why a file that must be there could not be read, in a sentence; what is no matter
 * of the file itself is handed back.
 */
export function readError(path: string, error: unknown): unknown {
  if (error instanceof Deno.errors.NotCapable) return error;
  if (error instanceof Deno.errors.PermissionDenied) {
    return new UserError(`Cannot read ${path}: it may not be read; change its permissions`);
  }
  if (error instanceof Deno.errors.IsADirectory) {
    return new UserError(
      `Cannot read ${path}: there is a folder of that name; remove the folder and run it again`,
    );
  }
  return error;
}
