import { join } from "node:path";

/**
 * Files that programs leave in any folder unasked: editors, file managers, cloud drives,
 * archives made on a Mac, and our own half-written files.
 */
const STRAY_NAMES: readonly RegExp[] = [
  /^\./, // .DS_Store, ._x, .#x, .x.swp, .git
  /~$/, // Emacs, Vim, Kate, gedit
  /^~\$/, // Office
  /^#.*#$/, // Emacs
  /\.sw[a-p]$/i, // Vim
  /\.partial$/, // ours, see files.ts
  /^(thumbs|ehthumbs)\.db$/i,
  /^desktop\.ini$/i,
  /^icon\r$/i,
  /^(__MACOSX|@eaDir|\$RECYCLE\.BIN|System Volume Information)$/i,
];

/** Whether a file or folder of this name is never content. */
export function isStrayName(name: string): boolean {
  return STRAY_NAMES.some((pattern) => pattern.test(name));
}

/**
 * All files below a folder, except stray ones and those in stray folders. Links are
 * followed, but never in circles; a broken link counts as a file.
 *
 * @param onUnreadable called for folders below that cannot be listed; by default these
 *     errors are thrown
 * @returns sorted paths relative to the folder, with slashes
 * @throws what `Deno.readDir` throws if the folder itself cannot be listed
 */
export async function listFiles(
  folder: string,
  onUnreadable?: (path: string, error: unknown) => void,
): Promise<string[]> {
  const paths: string[] = [];
  /** @param above the real paths of the folders that this one lies in */
  const list = async (below: string, above: readonly string[]): Promise<void> => {
    const here = await Deno.realPath(join(folder, below));
    if (above.includes(here)) return;
    for await (const { name, isDirectory, isSymlink } of Deno.readDir(join(folder, below))) {
      if (isStrayName(name)) continue;
      const path = `${below}${name}`;
      const isFolder = isDirectory || isSymlink && await leadsToFolder(join(folder, path));
      if (!isFolder) paths.push(path);
      else if (onUnreadable === undefined) await list(`${path}/`, [...above, here]);
      else await list(`${path}/`, [...above, here]).catch((error) => onUnreadable(path, error));
    }
  };
  await list("", []);
  return paths.sort();
}

async function leadsToFolder(link: string): Promise<boolean> {
  try {
    return (await Deno.stat(link)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return false; // Reading it will say why.
  }
}
