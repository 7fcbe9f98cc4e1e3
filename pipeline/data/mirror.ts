import { fileURLToPath } from "node:url";

import { messageOf, usageError, type UserError } from "../system/user_error.ts";

/** Where data can be had: a folder of this machine, or a place on the network. */
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
  /** The path ends with a slash; a query is kept; there is no user, password or fragment. */
  readonly base: URL;
  /** The header that proves who asks; absent where the URL named nobody. */
  readonly authorization?: string;
  /** How messages name it: without anything that may be secret. */
  readonly shown: string;
}

/** Stands for what must not be printed. */
const MASK = "***";

/**
 * Reads a mirror as it was given on the command line or in the environment.
 *
 * @param givenBy what to call it in an error, such as "--mirror"
 * @param fromHere makes a path absolute
 * @throws {UserError} if it can be neither a folder nor a URL
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
  // One letter before a colon is a drive of Windows.
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
      "it is not a valid URL; where @, /, #, : or % are meant as they are, write %40, %2F, %23, %3A or %25",
    );
  }
  const authorization = named
    ? `Basic ${base64(`${decode(url.username)}:${decode(url.password)}`)}`
    : undefined;
  url.username = "";
  url.password = "";
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  if (given.includes("#")) {
    throw refuse('it has a "#", which servers are not told of; leave that out, or write %23');
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

/** Undoes percent encoding; what is not encoded well stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
