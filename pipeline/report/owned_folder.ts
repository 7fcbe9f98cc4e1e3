import { dirname, join, sep } from "node:path";
import { sha256 } from "../system/sha256.ts";
import {
  describeScope,
  formatManifest,
  type Manifest,
  MANIFEST_FILE,
  missingFrom,
  parseManifest,
} from "../records/manifest.ts";
import { counted } from "../system/counted.ts";
import { readError, statFile, writeFileAtomically, writeFileIfChanged } from "../system/files.ts";
import { isStrayName, listFiles } from "../system/list_files.ts";
import { UserError } from "../system/user_error.ts";

/** A folder holds a report of runs that the new report does not have. */
export class HoldsMoreError extends UserError {
  /** @param held the report in the folder, and which of its runs the new one lacks */
  constructor(folder: string, readonly held: string) {
    super(
      `Cannot write the report to ${folder}: it holds a report of ${held}; name another folder with --out, or remove that report first`,
    );
  }
}

/** A folder holds files that are not ours, or cannot hold any. */
export class NotOursError extends UserError {
  constructor(kind: Manifest["kind"], folder: string, reason: string) {
    super(`Cannot write the ${kind} to ${folder}: ${reason}; name a folder that is new or empty`);
  }
}

/** The contents of a folder before it is written to. */
interface Place {
  /** Every file, except stray ones. */
  readonly found: ReadonlySet<string>;
  /** The text of the manifest; empty if it cannot be read. */
  readonly text: string;
  /** The manifest; undefined if the folder is new or empty, or the manifest is damaged. */
  readonly manifest: Manifest | undefined;
}

/**
 * Writes files into a folder of their own: a new one, an empty one, or one that we have
 * written before. Files that its manifest lists and that are not written again are removed,
 * unless somebody has changed them since. Nothing else is removed.
 *
 * It can be stopped at any point: the manifest is written first, with the old and the new
 * files, and the next call goes on.
 *
 * @param files with their manifest, see `withManifest`
 * @returns what the user should know, one sentence each
 * @throws {HoldsMoreError} if there is a report of runs that this one does not have
 * @throws {UserError} if the folder holds anything else, or cannot be written
 */
export async function writeOwnedFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const manifestPath = join(folder, MANIFEST_FILE);
  const text = files.get(MANIFEST_FILE)!;
  const manifest = parseManifest(text)!;
  const contents = [...files].filter(([path]) => path !== MANIFEST_FILE);
  const { found, text: oldText, manifest: old } = await placeAt(folder, manifest.kind, files);
  const notes: string[] = [];
  if (old === undefined && found.size > 0) {
    notes.push(`${manifestPath} is missing or damaged; it is written again`);
  }
  if (manifest.scope !== undefined && old?.scope !== undefined) {
    const lost = missingFrom(manifest.scope, old.scope);
    if (lost !== undefined) {
      throw new HoldsMoreError(folder, `${describeScope(old.scope)}, with ${lost}`);
    }
    if (manifest.scope.engine !== old.scope.engine) {
      notes.push(
        `the report in ${folder} was of engine version ${old.scope.engine}; it is replaced`,
      );
    }
  }
  const owned = ownedFiles(old);
  for (const [path, content] of contents) {
    const file = join(folder, path);
    const digest = found.has(path) ? await digestOf(file) : undefined;
    const digests = owned.get(path);
    if (digest === undefined || digest === sha256(content) || digests?.includes(digest)) continue;
    if (digests === undefined) {
      throw new UserError(
        `Cannot write ${file}: there is a file of that name that is not ours; move it away, or name another folder`,
      );
    }
    notes.push(`${file} had been changed since it was written; it is written again`);
  }

  if (oldText !== text) {
    const replaces = owned.size === 0 ? {} : { replaces: Object.fromEntries(owned) };
    await writeFileAtomically(manifestPath, formatManifest({ ...manifest, ...replaces }));
  }
  for (const [path, content] of contents) await writeFileIfChanged(join(folder, path), content);
  for (const [path, digests] of owned) {
    if (files.has(path) || !found.has(path)) continue;
    const why = await removeIfOurs(folder, path, digests);
    if (why === undefined) continue;
    notes.push(
      `${join(folder, path)} is not part of the ${manifest.kind} any more and stays: ${why}`,
    );
  }
  await writeFileIfChanged(manifestPath, text);
  return notes;
}

/** The files that a manifest lists, and the digests that they may have. */
function ownedFiles(manifest: Manifest | undefined): ReadonlyMap<string, readonly string[]> {
  const owned = new Map(Object.entries(manifest?.replaces ?? {}));
  for (const [path, digest] of Object.entries(manifest?.files ?? {})) {
    owned.set(path, [...owned.get(path) ?? [], digest]);
  }
  return owned;
}

/**
 * Examines a folder.
 *
 * @throws {UserError} if it is not a folder, cannot be read, or holds what is not ours
 */
async function placeAt(
  folder: string,
  kind: Manifest["kind"],
  files: ReadonlyMap<string, string>,
): Promise<Place> {
  const paths = await filesAt(folder, kind, files);
  const found = new Set(paths);
  if (paths.length === 0) return { found, text: "", manifest: undefined };
  const manifestPath = join(folder, MANIFEST_FILE);
  await statFile(manifestPath); // Refuses a folder of that name.
  const text = await Deno.readTextFile(manifestPath).catch(() => "");
  const manifest = parseManifest(text);
  if (manifest?.kind === kind) return { found, text, manifest };
  if (manifest !== undefined) {
    throw new NotOursError(kind, folder, holds(kind, paths[0]!, paths.length));
  }
  // Without a manifest, only the very files that are to be written count as ours.
  for (const path of paths) {
    const content = files.get(path);
    const isSame = path === MANIFEST_FILE ||
      content !== undefined && await digestOf(join(folder, path)) === sha256(content);
    if (!isSame) throw new NotOursError(kind, folder, holds(kind, path, paths.length));
  }
  return { found, text, manifest };
}

function holds(kind: Manifest["kind"], one: string, count: number): string {
  const others = count === 1 ? "" : ` and ${counted(count - 1, "other")}`;
  return `it holds files that are not a ${kind} of ours: ${one}${others}`;
}

/**
 * Every file in a folder; none if it does not exist. A folder without a manifest that has
 * other names than ours at the top is not searched, because it could be the whole disk.
 */
async function filesAt(
  folder: string,
  kind: Manifest["kind"],
  files: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const refuse = (reason: string): UserError => new NotOursError(kind, folder, reason);
  try {
    if (!(await Deno.stat(folder)).isDirectory) throw refuse("it is a file");
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name)
      .filter((name) => !isStrayName(name)).sort();
    const ours = new Set([...files.keys()].map((path) => path.split("/")[0]!));
    const mayBeOurs = names.includes(MANIFEST_FILE) || names.every((name) => ours.has(name));
    if (!mayBeOurs) throw refuse(holds(kind, names[0]!, names.length));
    return await listFiles(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotADirectory) throw refuse("a part of its path is a file");
    if (!(error instanceof Deno.errors.NotFound)) throw readError(folder, error);
    const entry = await Deno.lstat(folder).catch(() => undefined);
    if (entry === undefined) return [];
    if (entry.isSymlink) throw refuse("it is a link to a folder that does not exist");
    // Another process has just made it, or removed a file from it.
    return await filesAt(folder, kind, files);
  }
}

/**
 * Removes a file that we wrote and nobody has changed.
 *
 * @returns why it stays, if it does
 */
async function removeIfOurs(
  folder: string,
  path: string,
  digests: readonly string[],
): Promise<string | undefined> {
  const file = join(folder, path);
  const digest = await digestOf(file);
  if (digest === undefined) return undefined;
  if (!digests.includes(digest)) return "it has been changed since it was written";
  // A folder in between may be a link to anywhere.
  const [inner, outer] = [await Deno.realPath(dirname(file)), await Deno.realPath(folder)];
  if (inner !== outer && !inner.startsWith(outer.endsWith(sep) ? outer : `${outer}${sep}`)) {
    return "its folder is a link to another place";
  }
  await Deno.remove(file);
  return undefined;
}

/** The digest of a file; undefined if it is gone, "unreadable" if it cannot be read. */
async function digestOf(path: string): Promise<string | undefined> {
  try {
    return sha256(await Deno.readFile(path));
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? undefined : "unreadable";
  }
}
