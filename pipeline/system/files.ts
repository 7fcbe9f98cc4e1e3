import { dirname, join } from "node:path";
import { findObstacle } from "./obstacle.ts";
import { messageOf, UserError } from "./user_error.ts";

/** Marks a file that is still being written. */
const PARTIAL = ".partial";
/** How often to write a file again after another process has removed it as abandoned. */
const ATTEMPTS = 5;

/** Folders where this process has removed abandoned files already. */
const tidied = new Set<string>();

/**
 * Writes a file completely or not at all: under a temporary name in the same folder, then
 * by renaming. The first call for a folder removes temporary files of killed processes.
 *
 * @throws {UserError} if the disk is full, or the file cannot be written
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
    const denied = ["its folder may not be written", "change the folder's permissions"] as const;
    throw fileError("write", path, error, denied);
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
    {
      using file = await Deno.open(temporary, { createNew: true, write: true });
      // The lock marks the file as being written; it is released however the process ends.
      await file.lock(true).catch(() => {}); // Some file systems have no locks.
      for (let written = 0; written < bytes.length;) {
        written += await file.write(bytes.subarray(written));
      }
    }
    await Deno.rename(temporary, path);
    return true;
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    if (error instanceof Deno.errors.NotFound && !isLastAttempt) return false;
    throw error;
  }
}

/** Writes a file unless it has this content already. */
export async function writeFileIfChanged(path: string, content: string): Promise<void> {
  // Reading a pipe could block for ever.
  const isFile = await Deno.stat(path).then((info) => info.isFile, () => false);
  const current = isFile ? await Deno.readTextFile(path).catch(() => undefined) : undefined;
  if (current !== content) await writeFileAtomically(path, content);
}

/** Removes the temporary files in a folder that no process is writing any more. */
async function removeAbandonedFiles(folder: string): Promise<void> {
  for (const { isFile, name } of await Array.fromAsync(Deno.readDir(folder))) {
    if (!isFile || !name.endsWith(PARTIAL)) continue;
    const path = join(folder, name);
    // Another process may have removed it, or still be writing it.
    if (await isUnlocked(path).catch(() => false)) await Deno.remove(path).catch(() => {});
  }
}

async function isUnlocked(path: string): Promise<boolean> {
  using file = await Deno.open(path, { write: true });
  return await file.tryLock(true);
}

/** Errors that do not depend on what is at the path, and are not clear as they are. */
const REASONS: Readonly<Record<string, readonly [reason: string, advice: string]>> = {
  ENOSPC: ["the disk is full", "make room and run the same command again"],
  EDQUOT: ["the disk is full, or your share of it", "make room and run the same command again"],
  EROFS: ["the file system is read-only", "choose another place"],
  ENAMETOOLONG: ["its path is too long", "choose a shorter one"],
};

/**
 * Why a file could not be read or written.
 *
 * @param denied what to say if permissions are the reason
 * @returns a `UserError`, or the error itself if it is a bug
 */
function fileError(
  verb: "read" | "write",
  path: string,
  error: unknown,
  denied: readonly [reason: string, advice: string],
): unknown {
  if (error instanceof Deno.errors.NotCapable || error instanceof UserError) return error;
  const isOfSystem = error instanceof Error && /\(os error \d+\)/.test(error.message);
  const code = (error as { code?: string } | undefined)?.code ?? "";
  if (!isOfSystem && code === "") return error;
  const explained = (): readonly [reason: string, advice: string] => {
    if (REASONS[code] !== undefined) return REASONS[code];
    const obstacle = findObstacle(path);
    if (obstacle !== undefined) return [obstacle.reason, obstacle.advice];
    if (error instanceof Deno.errors.PermissionDenied) return denied;
    if (verb === "read" && error instanceof Deno.errors.NotFound) {
      return ["it does not exist", "bring it back and run the same command again"];
    }
    return [messageOf(error), "fix that and run the same command again"];
  };
  const [reason, advice] = explained();
  return new UserError(`Cannot ${verb} ${path}: ${reason}; ${advice}`);
}

/** Why a file could not be read: a `UserError`, or the error itself if it is a bug. */
export function readError(path: string, error: unknown): unknown {
  return fileError("read", path, error, ["it may not be read", "change its permissions"]);
}

/**
 * Information about a file. Pipes and devices, which could block a reader for ever, are
 * refused, like everything else that is not a file.
 *
 * @returns undefined if it does not exist, and nothing is in its way
 * @throws {UserError} if it cannot be read
 */
export async function statFile(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    const info = await Deno.stat(path);
    if (info.isFile) return info;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw readError(path, error);
  }
  const obstacle = findObstacle(path);
  if (obstacle === undefined) return undefined;
  throw new UserError(`Cannot read ${path}: ${obstacle.reason}; ${obstacle.advice}`);
}

/**
 * The content of a file.
 *
 * @returns undefined if it does not exist, and nothing is in its way
 * @throws {UserError} if it cannot be read
 */
export async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (await statFile(path) === undefined) return undefined;
  try {
    return await Deno.readFile(path);
  } catch (error) {
    // It may have been removed since.
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw readError(path, error);
  }
}

/** Like `readIfThere`, as text. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  const bytes = await readIfThere(path);
  return bytes && new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/**
 * The text of a file of the repository.
 *
 * @throws {UserError} if it does not exist or cannot be read
 */
export async function readNeededText(path: string): Promise<string> {
  const text = await readTextIfThere(path);
  if (text !== undefined) return text;
  throw new UserError(
    `Cannot read ${path}: it does not exist; take it from the repository again`,
  );
}
