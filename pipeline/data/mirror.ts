import { fileURLToPath } from "node:url";

import { messageOf, usageError, type UserError } from "../system/user_error.ts";

/** A source of data: a folder on this machine, or a place on the network. */
export type Mirror = FolderMirror | UrlMirror;

/** A folder that holds the files, itself or up to two folders deeper. */
export interface FolderMirror {
  /** Its absolute path. */
  readonly folder: string;
  /** How messages name it. */
  readonly shown: string;
}

/** A URL; the names of files are appended to its path. */
export interface UrlMirror {
  /** Its path ends with a slash; it may have a query, but no user, password or fragment. */
  readonly base: URL;
  /** The header with the user and password of the URL, if it had them. */
  readonly authorization?: string;
  /** How messages name it: without secrets. */
  readonly shown: string;
}

/**
 * The names under which mirrors have a file of a data set, the usual one first: packed or
 * not, and with the dot that some archives have in "train-images.idx3-ubyte".
 */
export function servedNames(name: string): readonly string[] {
  const dotted = name.replace(/-(?=idx\d)/, ".");
  return [...new Set([name, dotted])].flatMap((one) => [`${one}.gz`, one]);
}

/** Why a mirror did not serve a file, in a few words. */
export class MirrorError extends Error {
  override readonly name = "MirrorError";
  /** Whether it may work the next time: a cut connection, a busy server. */
  readonly isTransient: boolean;
  /** Whether the mirror cannot serve other files either. */
  readonly isOfMirror: boolean;
  /** Whether the mirror has no file of that name, but may have it under another. */
  readonly isMissing: boolean;

  constructor(
    message: string,
    { isTransient = false, isOfMirror = false, isMissing = false } = {},
  ) {
    super(message);
    this.isTransient = isTransient;
    this.isOfMirror = isOfMirror;
    this.isMissing = isMissing;
  }
}

/** Replaces secrets in messages. */
const MASK = "***";

/**
 * Parses a mirror from the command line or the environment.
 *
 * @param givenBy where it comes from, such as "--mirror"
 * @param fromHere makes a path absolute
 * @throws {UserError} if it is neither a folder nor a URL
 */
export function parseMirror(
  text: string,
  givenBy: string,
  fromHere: (path: string) => string,
): Mirror {
  const given = text.trim();
  const refuse = (shown: string, reason: string): UserError =>
    usageError(`Cannot use ${givenBy} ${shown}: ${reason}`);
  if (given === "") {
    throw refuse(JSON.stringify(text), "it is blank; name a folder or a URL, or leave it out");
  }
  // A single letter before a colon is a drive of Windows.
  const [scheme] = /^https?(?=:)|^[a-z][a-z0-9+.-]+(?=:[\\/])/i.exec(given) ?? [];
  const hidden = scheme === undefined ? MASK : `${scheme}://${MASK}`;
  switch (scheme?.toLowerCase()) {
    case "http":
    case "https":
      return parseUrl(given, (reason, shown = hidden) => refuse(shown, reason));
    case "file":
      return parseFileUrl(given, (reason) => refuse(given, reason));
    case undefined:
      break;
    default:
      throw refuse(hidden, "give a folder, or a URL that begins with https:// or http://");
  }
  if (/^[^\\/@]*:[^@]*@/.test(given)) {
    throw refuse(hidden, "a URL with a user and a password begins with https:// or http://");
  }
  if (/^~/.test(given)) {
    throw refuse(
      given,
      '"~" is the home folder only where the shell replaces it; write the folder in full, or with ./ before it',
    );
  }
  if (/^[a-z]:[\\/]/i.test(given) && Deno.build.os !== "windows") {
    throw refuse(given, "that is a path of Windows; under WSL its drives are in /mnt");
  }
  const folder = fromHere(given);
  return { folder, shown: folder };
}

/** A mirror whose URL is part of the program. */
export function publicMirror(url: string): UrlMirror {
  return { base: new URL(url), shown: url };
}

function parseUrl(
  given: string,
  refuse: (reason: string, shown?: string) => UserError,
): UrlMirror {
  const url = URL.parse(given);
  const named = url !== null && (url.username !== "" || url.password !== "");
  // "https://user:1/2@host/" is valid, and has most of the password in its path.
  const mayHavePasswordInPath = url?.pathname.includes("@") &&
    /:.*[:@].*@/s.test(given.split("?")[0]!);
  if (url === null || mayHavePasswordInPath) {
    throw refuse(
      "it is not a valid URL; to use @, /, #, : or % literally, write %40, %2F, %23, %3A or %25",
    );
  }
  const authorization = named
    ? `Basic ${
      new TextEncoder().encode(`${decode(url.username)}:${decode(url.password)}`).toBase64()
    }`
    : undefined;
  url.username = "";
  url.password = "";
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  if (given.includes("#")) {
    throw refuse('it has a "#", which is not sent to servers; leave that out, or write %23');
  }
  const shown = `${url.protocol}//${named ? `${MASK}@` : ""}${url.host}${url.pathname}${
    url.search === "" ? "" : `?${MASK}`
  }`;
  return { base: url, shown, ...(authorization === undefined ? {} : { authorization }) };
}

function parseFileUrl(given: string, refuse: (reason: string) => UserError): FolderMirror {
  const url = URL.parse(given);
  if (url === null || url.search !== "" || url.hash !== "") {
    throw refuse("it is not the URL of a folder; give the folder's path");
  }
  try {
    const folder = fileURLToPath(url);
    return { folder, shown: folder };
  } catch (error) {
    throw refuse(`it is not the URL of a folder (${messageOf(error)}); give the folder's path`);
  }
}

/** Undoes percent encoding; returns malformed text unchanged. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
