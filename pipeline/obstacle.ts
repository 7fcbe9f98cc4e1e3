import { dirname } from "node:path";

/** What stands in the way of a file, and what to do about it. */
export interface Obstacle {
  readonly reason: string;
  readonly advice: string;
}

/**
 * Looks along a path for what keeps it from being a file in folders: a link that
 * leads nowhere, a file in place of a folder, a folder or a device in place of the
 * file. The error codes of the operating systems do not tell these apart.
 *
 * @param kind what should lie at the end of the path; a folder must be there, a file
 *     need not
 * @returns undefined if there is none
 */
export function findObstacle(
  path: string,
  kind: "file" | "folder" = "file",
): Obstacle | undefined {
  for (const part of partsOf(path)) {
    const found = look(part);
    if (found === "missing") {
      return kind === "file"
        ? undefined
        : { reason: `there is no folder ${part}`, advice: "check how it is spelt" };
    }
    if (found === "not ours to see") continue;
    if ("reason" in found) return found;
    const isFile = part === path && kind === "file";
    const obstacle = isFile ? inPlaceOfFile(found) : inPlaceOfFolder(part, found);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

/** "a/b/c" -> "a", "a/b", "a/b/c". */
function partsOf(path: string): string[] {
  const parts = [path];
  for (let part = path; dirname(part) !== part && dirname(part) !== ".";) {
    part = dirname(part);
    parts.unshift(part);
  }
  return parts;
}

function look(part: string): Deno.FileInfo | Obstacle | "missing" | "not ours to see" {
  let isLink = false;
  try {
    isLink = Deno.lstatSync(part).isSymlink;
    return Deno.statSync(part);
  } catch (error) {
    if (isLink) return brokenLink(part, error);
    if (error instanceof Deno.errors.NotCapable) return "not ours to see";
    if (error instanceof Deno.errors.PermissionDenied) {
      return {
        reason: `the folder ${dirname(part)} may not be entered`,
        advice: "change its permissions",
      };
    }
    return "missing";
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

function inPlaceOfFolder(part: string, info: Deno.FileInfo): Obstacle | undefined {
  if (info.isDirectory) return undefined;
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
