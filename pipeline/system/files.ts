import { dirname, join } from "node:path";
import { findObstacle } from "./obstacle.ts";
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
  // A pipe would keep a reader waiting.
  const isFile = await Deno.stat(path).then((info) => info.isFile, () => false);
  const present = isFile ? await Deno.readTextFile(path).catch(() => undefined) : undefined;
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

/** Reasons that say nothing about what lies where, by the code of the operating system. */
const REASONS: Readonly<Record<string, readonly [reason: string, advice: string]>> = {
  ENOSPC: ["the disk is full", "make room and run the same command again"],
  EDQUOT: ["the disk is full, or your share of it", "make room and run the same command again"],
  EFBIG: ["the file system holds no files of that size", "choose another place"],
  EROFS: ["the file system is read-only", "choose another place"],
  ENAMETOOLONG: ["its path is too long", "choose a shorter one"],
  EINVAL: ["such a name is not possible here", "choose another"],
  EMFILE: ["too many files are open", "close other programs and run the same command again"],
  ENFILE: ["too many files are open", "close other programs and run the same command again"],
  EBUSY: ["another program is using it", "close that and run the same command again"],
  EIO: ["the disk reports an error", "check the disk"],
  ESTALE: ["the network file system has lost it", "mount that again"],
  ENODEV: ["the device has gone", "mount it again"],
};

/** Windows has numbers of its own, which not all have such a code. */
const WINDOWS_CODES: Readonly<Record<number, string>> = {
  19: "EROFS",
  32: "EBUSY",
  33: "EBUSY",
  39: "ENOSPC",
  112: "ENOSPC",
  123: "EINVAL",
  206: "ENAMETOOLONG",
  1295: "EDQUOT",
};

/** The code of an error of the operating system, such as ENOENT; "" for other errors. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const [, number] = /\(os error (\d+)\)/.exec(error.message) ?? [];
  const known = Deno.build.os === "windows" ? WINDOWS_CODES[Number(number)] : undefined;
  return known ?? (error as { code?: string }).code ?? (number === undefined ? "" : "unknown");
}

/** Why something could not be done with a file, in a sentence; bugs are handed back. */
function fileError(
  verb: "read" | "write",
  path: string,
  error: unknown,
  denied: readonly [reason: string, advice: string],
): unknown {
  if (error instanceof Deno.errors.NotCapable || error instanceof UserError) return error;
  const code = codeOf(error);
  if (code === "") return error;
  const sentence = (reason: string, advice: string): UserError =>
    new UserError(`Cannot ${verb} ${path}: ${reason}; ${advice}`);
  const known = REASONS[code];
  if (known !== undefined) return sentence(...known);
  const obstacle = findObstacle(path);
  if (obstacle !== undefined) return sentence(obstacle.reason, obstacle.advice);
  if (error instanceof Deno.errors.PermissionDenied) return sentence(...denied);
  if (verb === "read" && error instanceof Deno.errors.NotFound) {
    return sentence("it is not there", "bring it back and run it again");
  }
  return sentence(messageOf(error), "put that right and run it again");
}

/** Why a file could not be written, in a sentence; bugs are handed back. */
function writeError(path: string, error: unknown): unknown {
  const denied = ["its folder may not be written", "change the folder's permissions"] as const;
  return fileError("write", path, error, denied);
}

/** Why a file could not be read, in a sentence; bugs are handed back. */
export function readError(path: string, error: unknown): unknown {
  return fileError("read", path, error, ["it may not be read", "change its permissions"]);
}

/**
 * What the file system says about a file. A pipe or a device, which could keep a reader
 * waiting for ever, is refused, as is all else that is no file.
 *
 * @returns undefined if there is none, nor anything in its way
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
 * @returns undefined if there is none, nor anything in its way
 * @throws {UserError} if it cannot be read
 */
export async function readIfThere(
  path: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (await statFile(path) === undefined) return undefined;
  try {
    return await Deno.readFile(path);
  } catch (error) {
    // It may have been removed since.
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw readError(path, error);
  }
}

/** The same, as text. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  const bytes = await readIfThere(path);
  return bytes && new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/**
 * The text of a file of the repository, which must be there.
 *
 * @throws {UserError} if it is not, or cannot be read
 */
export async function readNeededText(path: string): Promise<string> {
  const text = await readTextIfThere(path);
  if (text !== undefined) return text;
  throw new UserError(`Cannot read ${path}: it is not there; take it from the repository again`);
}
