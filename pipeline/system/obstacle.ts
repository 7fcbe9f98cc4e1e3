import { dirname } from "node:path";

/** What stands in the way of a file, and what to do about it. */
export interface Obstacle {
  readonly reason: string;
  readonly advice: string;
}

/**
 * Finds what keeps a path from being a file in folders: a link that leads nowhere, a
 * file in place of a folder, a folder or a device in place of the file. The error codes
 * of the operating systems do not tell these apart.
 *
 * Looks at the path and, as far as that does not exist, at the folders above it.
 *
 * @param kind what should lie at the end of the path; a folder must be there, a file
 *     need not
 * @returns undefined if there is none
 */
export function findObstacle(
  path: string,
  kind: "file" | "folder" = "file",
): Obstacle | undefined {
  let isDenied = false;
  let missing: string | undefined;
  for (let part = path;; part = dirname(part)) {
    try {
      const own = Deno.lstatSync(part);
      const info = own.isSymlink ? followed(part) : own;
      if ("reason" in info) return info;
      if (part === path && kind === "file") return inPlaceOfFile(info);
      if (!info.isDirectory) return inPlaceOfFolder(part);
      if (isDenied) return notEntered(part);
      return kind === "folder" && missing !== undefined ? noFolder(missing) : undefined;
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) return undefined; // It is not ours to see.
      isDenied ||= error instanceof Deno.errors.PermissionDenied;
      missing = part;
    }
    const isTop = [".", part].includes(dirname(part));
    if (isTop) return kind === "folder" ? noFolder(part) : undefined;
  }
}

/** What a link leads to. */
function followed(link: string): Deno.FileInfo | Obstacle {
  try {
    return Deno.statSync(link);
  } catch (error) {
    return brokenLink(link, error);
  }
}

function brokenLink(link: string, error: unknown): Obstacle {
  if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
    return {
      reason: `${link} is a link to ${targetOf(link)}, which may not be read`,
      advice: "change the permissions there, or remove the link",
    };
  }
  if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
    return {
      reason: `${link} is a link to ${targetOf(link)}, which does not exist`,
      advice: "bring that back, or remove the link",
    };
  }
  return { reason: `${link} is a link that leads back to itself`, advice: "remove the link" };
}

function targetOf(link: string): string {
  try {
    return Deno.readLinkSync(link);
  } catch {
    return "another place";
  }
}

function noFolder(part: string): Obstacle {
  return { reason: `there is no folder ${part}`, advice: "check how it is spelt" };
}

function notEntered(folder: string): Obstacle {
  return { reason: `the folder ${folder} may not be entered`, advice: "change its permissions" };
}

function inPlaceOfFolder(part: string): Obstacle {
  return {
    reason: `${part} is a file, and a folder is needed there`,
    advice: "move that file away",
  };
}

function inPlaceOfFile(info: Deno.FileInfo): Obstacle | undefined {
  if (info.isFile) return undefined;
  return info.isDirectory
    ? { reason: "there is a folder of that name", advice: "remove the folder and run it again" }
    : {
      reason: "it is a pipe, a socket or a device, not a file",
      advice: "remove it and run it again",
    };
}
