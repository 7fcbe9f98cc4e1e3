import { dirname, join, sep } from "node:path";
import { sha256 } from "../data/payload.ts";
import { readError, writeFileAtomically, writeFileIfChanged } from "../system/files.ts";
import { isStrayName, listFiles } from "../system/list_files.ts";
import { UserError } from "../system/user_error.ts";
import {
  describeScope,
  formatManifest,
  lackingIn,
  type Manifest,
  MANIFEST_FILE,
  parseManifest,
  type ReportScope,
} from "./manifest.ts";
import { isRecordsPath, parsePublished, RECORDS_FOLDER } from "./published_file.ts";
import { VERDICTS_FILE } from "./verdicts_file.ts";

/** A folder holds a report of runs that the one to be written lacks. */
export class HoldsMoreError extends UserError {
  /** @param held what report it is, and what of it the other lacks */
  constructor(folder: string, readonly held: string) {
    super(
      `Cannot write the report to ${folder}: it holds a report of ${held}; name another folder with --out, or remove that report first`,
    );
  }
}

/** A place holds what is not ours, or cannot hold anything. */
export class NotOursError extends UserError {}

/** The folders within ours. */
const OWN_FOLDERS: readonly string[] = ["charts", RECORDS_FOLDER];

/** What is in the place that files are to be written to. */
interface Place {
  /** The files of ours and the digests that they may have; null where none are known. */
  readonly owned: ReadonlyMap<string, readonly string[] | null>;
  /** Every file, stray ones aside. */
  readonly present: ReadonlySet<string>;
  /** Which runs the report there is of, if there is one. */
  readonly scope?: ReportScope;
  /** Something that the user should know of it. */
  readonly note?: string;
}

/**
 * Writes files into a folder of their own: a new one, an empty one, or one that we have
 * written before. What a manifest of ours lists there and is not written again is
 * removed, unless somebody has changed it since; nothing else is.
 *
 * It can be stopped at any point: the manifest, which is written first, then lists what
 * was there and what was to come, and the next call goes on.
 *
 * @param files with their manifest, see `withManifest`
 * @returns what the user should know, a sentence each
 * @throws {HoldsMoreError} if there is a report of runs that this one lacks
 * @throws {UserError} if the folder holds anything else, or cannot be written
 */
export async function writeOwnedFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const manifest = parseManifest(files.get(MANIFEST_FILE)!)!;
  const place = await placeAt(folder, manifest.kind);
  const notes = place.note === undefined ? [] : [place.note];
  const { scope } = place;
  if (manifest.scope !== undefined && scope !== undefined) {
    const lost = lackingIn(manifest.scope, scope);
    if (lost !== undefined) {
      throw new HoldsMoreError(folder, `${describeScope(scope)}, with ${lost}`);
    }
    if (manifest.scope.engine !== scope.engine) {
      notes.push(
        `the report in ${folder} was of engine version ${scope.engine}; it is replaced`,
      );
    }
  }
  await refuseForeign(folder, files, place);

  const stale = [...place.owned.keys()].filter((path) => !files.has(path));
  const replaces = Object.fromEntries(
    [...place.owned].flatMap(([path, digests]) => digests === null ? [] : [[path, digests]]),
  );
  const isNew = Object.keys(replaces).length === 0;
  const isSame = !isNew && await readText(join(folder, MANIFEST_FILE)) === files.get(MANIFEST_FILE);
  if (!isSame) {
    const text = formatManifest(isNew ? manifest : { ...manifest, replaces });
    await writeFileAtomically(join(folder, MANIFEST_FILE), text);
  }
  for (const [path, content] of files) {
    if (path === MANIFEST_FILE) continue;
    const known = place.owned.get(path);
    const digest = known && place.present.has(path)
      ? await digestOf(join(folder, path))
      : undefined;
    const wasChanged = digest !== undefined && ![...known!, sha256(content)].includes(digest);
    await writeFileIfChanged(join(folder, path), content);
    if (wasChanged) {
      notes.push(
        `${join(folder, path)} had been changed since it was written; it is written again`,
      );
    }
  }
  for (const path of stale) {
    const note = await removeIfOurs(folder, path, place, manifest.kind);
    if (note !== undefined) notes.push(note);
  }
  await writeFileIfChanged(join(folder, MANIFEST_FILE), files.get(MANIFEST_FILE)!);
  return notes;
}

/**
 * What is at a place.
 *
 * @throws {UserError} if it is no folder, cannot be read, or holds what is not ours
 */
async function placeAt(folder: string, kind: Manifest["kind"]): Promise<Place> {
  const refuse = (reason: string): UserError =>
    new NotOursError(
      `Cannot write the ${kind} to ${folder}: ${reason}; name a folder that is new or empty`,
    );
  const paths = await filesAt(folder, kind, refuse);
  const present = new Set(paths);
  if (paths.length === 0) return { owned: new Map(), present };
  const text = present.has(MANIFEST_FILE) ? await readText(join(folder, MANIFEST_FILE)) : undefined;
  const manifest = text === undefined ? undefined : parseManifest(text);
  if (manifest?.kind === kind) {
    const { files, replaces = {}, scope } = manifest;
    const owned = new Map<string, readonly string[]>();
    for (const path of new Set([...Object.keys(files), ...Object.keys(replaces)])) {
      const digests = Object.hasOwn(replaces, path) ? replaces[path]! : [];
      owned.set(path, Object.hasOwn(files, path) ? [...digests, files[path]!] : digests);
    }
    return { owned, present, ...(scope === undefined ? {} : { scope }) };
  }
  if (manifest === undefined && isOfEarlierVersion(present, kind)) {
    const own = paths.filter((path) => isOwnName(path, kind));
    const scope = kind === "report" ? await scopeOfRecords(folder, own) : undefined;
    return {
      owned: new Map(own.map((path) => [path, null])),
      present,
      ...(scope === undefined ? {} : { scope }),
      ...(present.has(MANIFEST_FILE)
        ? { note: `${join(folder, MANIFEST_FILE)} is damaged; it is written again` }
        : {}),
    };
  }
  throw refuse(notOurs(paths, kind));
}

function notOurs(names: readonly string[], kind: Manifest["kind"]): string {
  const others = names.length - 1;
  return `it holds what is no ${kind} of ours: ${names[0]}${
    others === 0 ? "" : ` and ${others} other${others === 1 ? "" : "s"}`
  }`;
}

/**
 * Every file at a place; none if there is nothing. A folder that does not look like one
 * of ours is not gone through, since it may be the whole disk.
 */
async function filesAt(
  folder: string,
  kind: Manifest["kind"],
  refuse: (reason: string) => UserError,
): Promise<readonly string[]> {
  try {
    if (!(await Deno.stat(folder)).isDirectory) throw refuse("it is a file");
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name)
      .filter((name) => !isStrayName(name)).sort();
    const top = new Set(names);
    const mayBeOurs = top.has(MANIFEST_FILE) || isOfEarlierVersion(top, kind) ||
      names.every((name) => OWN_FOLDERS.includes(name));
    if (!mayBeOurs) throw refuse(notOurs(names, kind));
    return await listFiles(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotADirectory) {
      throw refuse("a part of its path is a file");
    }
    if (!(error instanceof Deno.errors.NotFound)) throw readError(folder, error);
    const found = await Deno.lstat(folder).catch(() => undefined);
    if (found === undefined) return [];
    if (found.isSymlink) throw refuse("it is a link to what is not there");
    // Another process has made it, or taken a file out of it, in between.
    return await filesAt(folder, kind, refuse);
  }
}

/** Whether files were written before there were manifests, or with one that is damaged. */
function isOfEarlierVersion(present: ReadonlySet<string>, kind: Manifest["kind"]): boolean {
  return kind === "report"
    ? present.has(VERDICTS_FILE) && present.has("report.md") && present.has("index.html")
    : present.has("review.md") && present.has("comment.md");
}

/** Whether a file of an earlier version has this name. */
function isOwnName(path: string, kind: Manifest["kind"]): boolean {
  const isChart = /^charts\/(?:[a-z]{2}\/)?[^/]+-(?:wide|narrow)-(?:light|dark)\.svg$/.test(path);
  return kind === "report"
    ? isChart || isRecordsPath(path) || path === VERDICTS_FILE ||
      /^(index|[a-z]{2})\.html$/.test(path) || /^report(\.[a-z]{2})?\.md$/.test(path)
    : isChart || path === "review.md" || path === "comment.md";
}

/** Which runs a report without a manifest is of, as far as its records tell. */
async function scopeOfRecords(
  folder: string,
  paths: readonly string[],
): Promise<ReportScope | undefined> {
  const seeds: Record<string, readonly number[]> = {};
  let common: Omit<ReportScope, "seeds"> | undefined;
  for (const path of paths.filter(isRecordsPath)) {
    const id = path.replace(/^.*\//, "").replace(/\.jsonl$/, "");
    seeds[id] = [];
    try {
      const { configuration, runs } = parsePublished(
        path,
        await Deno.readTextFile(join(folder, path)),
      );
      const { data, dtype, engine } = configuration;
      common ??= { data, dtype, engine };
      seeds[id] = runs.map(({ seed }) => seed);
    } catch {
      // Damaged or unreadable: that there was such an experiment is all that is known.
    }
  }
  return common === undefined ? undefined : { ...common, seeds };
}

/** Refuses to write over a file that we have not written. */
async function refuseForeign(
  folder: string,
  files: ReadonlyMap<string, string>,
  { owned, present }: Place,
): Promise<void> {
  for (const [path, content] of files) {
    if (path === MANIFEST_FILE || !present.has(path) || owned.has(path)) continue;
    if (await digestOf(join(folder, path)) === sha256(content)) continue;
    throw new UserError(
      `Cannot write ${
        join(folder, path)
      }: there is a file of that name that is not ours; move it away, or name another folder`,
    );
  }
}

/** Removes a file that we wrote and nobody has changed; says so if it stays. */
async function removeIfOurs(
  folder: string,
  path: string,
  { owned, present }: Place,
  kind: Manifest["kind"],
): Promise<string | undefined> {
  if (!present.has(path)) return undefined;
  const file = join(folder, path);
  const digests = owned.get(path);
  const stays = (why: string): string =>
    `${file} is no part of the ${kind} any more and stays: ${why}`;
  if (!digests) return stays("no manifest lists it");
  const digest = await digestOf(file);
  if (digest === undefined) return undefined;
  if (!digests.includes(digest)) return stays("it has been changed since it was written");
  // A folder in between may be a link to anywhere.
  const [inner, outer] = [await Deno.realPath(dirname(file)), await Deno.realPath(folder)];
  if (inner !== outer && !inner.startsWith(outer.endsWith(sep) ? outer : `${outer}${sep}`)) {
    return stays("its folder is a link to another place");
  }
  await Deno.remove(file);
  return undefined;
}

async function readText(path: string): Promise<string | undefined> {
  return await Deno.readTextFile(path).catch(() => undefined);
}

/** The digest of a file; undefined if it is gone, or "unreadable". */
async function digestOf(path: string): Promise<string | undefined> {
  try {
    return sha256(await Deno.readFile(path));
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? undefined : "unreadable";
  }
}
