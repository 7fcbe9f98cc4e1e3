import { dirname } from "node:path";

/** What keeps a path from being used, and what to do about it. */
export interface Obstacle {
  readonly reason: string;
  readonly advice: string;
}

/**
 * Explains why a path cannot be used as a file: a broken link, a file in place of a folder
 * above it, a folder or a device in place of the file. The error codes of operating
 * systems do not distinguish these.
 *
 * Checks the path and, as long as that does not exist, the folders above it.
 *
 * @param kind what the end of the path should be; a folder must exist, a file need not
 * @returns undefined if there is no obstacle
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
      const info = own.isSymlink ? followLink(part) : own;
      if ("reason" in info) return info;
      if (part === path && kind === "file") return inPlaceOfFile(info);
      if (!info.isDirectory) {
        return {
          reason: `${part} is a file, and a folder is needed there`,
          advice: "move that file away",
        };
      }
      if (isDenied) {
        return {
          reason: `the folder ${part} may not be entered`,
          advice: "change its permissions",
        };
      }
      return kind === "folder" && missing !== undefined ? noFolder(missing) : undefined;
    } catch (error) {
      // Another error will report this.
      if (error instanceof Deno.errors.NotCapable) return undefined;
      isDenied ||= error instanceof Deno.errors.PermissionDenied;
      missing = part;
    }
    const isTop = [".", part].includes(dirname(part));
    if (isTop) return kind === "folder" ? noFolder(part) : undefined;
  }
}

function noFolder(part: string): Obstacle {
  return { reason: `there is no folder ${part}`, advice: "check how it is spelt" };
}

function followLink(link: string): Deno.FileInfo | Obstacle {
  const { NotADirectory, NotCapable, NotFound, PermissionDenied } = Deno.errors;
  try {
    return Deno.statSync(link);
  } catch (error) {
    if (error instanceof NotCapable || error instanceof PermissionDenied) {
      return {
        reason: `${link} is a link to ${targetOf(link)}, which may not be read`,
        advice: "change the permissions there, or remove the link",
      };
    }
    if (error instanceof NotFound || error instanceof NotADirectory) {
      return {
        reason: `${link} is a link to ${targetOf(link)}, which does not exist`,
        advice: "bring that back, or remove the link",
      };
    }
    return { reason: `${link} is a link that leads back to itself`, advice: "remove the link" };
  }
}

function targetOf(link: string): string {
  try {
    return Deno.readLinkSync(link);
  } catch {
    return "another place";
  }
}

function inPlaceOfFile(info: Deno.FileInfo): Obstacle | undefined {
  if (info.isFile) return undefined;
  const [reason, what] = info.isDirectory
    ? ["there is a folder of that name", "the folder"]
    : ["it is a pipe, a socket or a device, not a file", "it"];
  return { reason, advice: `remove ${what} and run the same command again` };
}
