import { UserError } from "../system/user_error.ts";

/** A revision of the repository that contains the project. */
export interface Revision {
  /** The full hash of the commit. */
  readonly commit: string;
  /** The project's folder within the repository, "" or ending in a slash. */
  readonly prefix: string;
}

/** The result of a git command. */
interface Ended {
  readonly success: boolean;
  readonly out: Uint8Array;
  readonly error: string;
}

/** Keeps a byte order mark, because files are compared byte for byte. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Runs git in the project's folder.
 *
 * @throws {UserError} if it is not installed
 */
async function git(folder: string | undefined, args: readonly string[]): Promise<Ended> {
  try {
    const { success, stdout, stderr } = await new Deno.Command("git", {
      args: [...args],
      ...(folder === undefined ? {} : { cwd: folder }),
      // Its messages are parsed below, so they must be in English.
      env: { LC_ALL: "C" },
      stdin: "null",
    }).output();
    return { success, out: stdout, error: decoder.decode(stderr).trim() };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(
      "Cannot run git: it is not installed, or not on the PATH; install it, or name the folders of two reports",
    );
  }
}

/**
 * Finds a revision.
 *
 * @param folder of the project; the current one by default
 * @throws {UserError} if there is no such revision, or no repository
 */
export async function findRevision(name: string, folder?: string): Promise<Revision> {
  const refuse = (reason: string): UserError =>
    new UserError(`Cannot review ${name}: there is no folder of that name, and ${reason}`);
  if (name.startsWith("-")) throw refuse("a revision's name does not begin with -");
  const place = await git(folder, ["rev-parse", "--show-prefix"]);
  if (!place.success) throw refuse(whyNoRepository(place.error));
  const found = await git(folder, ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]);
  const commit = decoder.decode(found.out).trim();
  if (!found.success || !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) {
    const shallow = await git(folder, ["rev-parse", "--is-shallow-repository"]);
    throw refuse(
      decoder.decode(shallow.out).trim() === "true"
        ? 'git knows no such revision; this clone is shallow, and "git fetch --unshallow" gets the rest of it'
        : "git knows no such revision; name a report's folder, a branch, a tag or a commit",
    );
  }
  return { commit, prefix: decoder.decode(place.out).replace(/\r?\n$/, "") };
}

function whyNoRepository(error: string): string {
  const [, untrusted] = /dubious ownership in repository at '([^']+)'/.exec(error) ?? [];
  if (untrusted !== undefined) {
    return `git does not trust this repository, which belongs to another user; "git config --global --add safe.directory '${untrusted}'" makes it`;
  }
  if (/not a git repository/i.test(error)) {
    return "this is not a git repository, so it cannot be a revision; name a report's folder";
  }
  return `git cannot read this repository (${
    error.split("\n")[0]
  }); fix that, or name a report's folder`;
}

/**
 * The files of a folder of the project in a revision.
 *
 * @param below the folder, ending in a slash
 * @returns content by path within that folder; empty if there was no such folder
 * @throws {UserError} if some of them are missing from the repository
 */
export async function filesOf(
  { commit, prefix }: Revision,
  below: string,
  folder?: string,
): Promise<Map<string, string>> {
  const tree = `${commit}:${prefix}${below.replace(/\/$/, "")}`;
  const listed = await git(folder, ["ls-tree", "-r", "-z", "--full-tree", tree]);
  if (!listed.success) return new Map();
  const files = new Map<string, string>();
  for (const line of decoder.decode(listed.out).split("\0")) {
    const [, hash, path] = /^\d+ blob ([0-9a-f]+)\t([^]*)$/.exec(line) ?? [];
    if (hash === undefined || path === undefined) continue;
    const { success, out, error } = await git(folder, ["cat-file", "blob", hash]);
    if (!success) {
      throw new UserError(
        `Cannot read revision ${commit.slice(0, 12)}: the repository lacks some of its files (${
          error.split("\n")[0]
        }); fetch it in full`,
      );
    }
    files.set(path, decoder.decode(out));
  }
  return files;
}
