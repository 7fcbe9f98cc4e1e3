import { UserError } from "../system/user_error.ts";

/** Keeps a byte order mark, because files are compared byte for byte. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Runs git.
 *
 * @param folder where to run it; the current one by default
 * @returns whether it succeeded, and what it printed
 * @throws {UserError} if it is not installed
 */
async function git(folder: string | undefined, ...args: string[]) {
  try {
    const { success, stdout, stderr } = await new Deno.Command("git", {
      args,
      ...(folder === undefined ? {} : { cwd: folder }),
      // Its messages are parsed below, so they must be in English.
      env: { LC_ALL: "C" },
      stdin: "null",
    }).output();
    return { success, out: decoder.decode(stdout), error: decoder.decode(stderr).trim() };
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
 * @returns the hash of the commit
 * @throws {UserError} if there is no such revision, or no repository
 */
export async function findRevision(name: string, folder?: string): Promise<string> {
  const refuse = (reason: string): UserError =>
    new UserError(`Cannot review ${name}: there is no folder of that name, and ${reason}`);
  if (name.startsWith("-")) throw refuse("a revision's name does not begin with -");
  const shallow = await git(folder, "rev-parse", "--is-shallow-repository");
  if (!shallow.success) throw refuse(whyNoRepository(shallow.error));
  const found = await git(folder, "rev-parse", "--verify", "--quiet", `${name}^{commit}`);
  const commit = found.out.trim();
  if (found.success && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return commit;
  throw refuse(
    shallow.out.trim() === "true"
      ? 'git knows no such revision; this clone is shallow, and "git fetch --unshallow" fetches the rest'
      : "git knows no such revision; name a report's folder, a branch, a tag or a commit",
  );
}

function whyNoRepository(error: string): string {
  const [, untrusted] = /dubious ownership in repository at '([^']+)'/.exec(error) ?? [];
  if (untrusted !== undefined) {
    return `git does not trust this repository, which belongs to another user; "git config --global --add safe.directory '${untrusted}'" makes git trust it`;
  }
  if (/not a git repository/i.test(error)) {
    return "this is not a git repository, so it cannot be a revision; name a report's folder";
  }
  const [first] = error.split("\n");
  return `git cannot read this repository (${first}); fix that, or name a report's folder`;
}

/**
 * The files of a folder of the project in a commit.
 *
 * @param below the folder, relative to the project's
 * @param folder of the project; the current one by default
 * @returns content by path within that folder; empty if there was no such folder
 * @throws {UserError} if some of them are missing from the repository
 */
export async function filesOf(
  commit: string,
  below: string,
  folder?: string,
): Promise<Map<string, string>> {
  // "./" makes the path relative to the project, which can be a folder of the repository.
  const listed = await git(folder, "ls-tree", "-r", "-z", "--full-tree", `${commit}:./${below}`);
  const files = new Map<string, string>();
  if (!listed.success) return files;
  for (const line of listed.out.split("\0")) {
    const [, hash, path] = /^\d+ blob ([0-9a-f]+)\t([^]*)$/.exec(line) ?? [];
    if (hash === undefined || path === undefined) continue;
    const { success, out, error } = await git(folder, "cat-file", "blob", hash);
    if (!success) {
      const [first] = error.split("\n");
      throw new UserError(
        `Cannot read revision ${
          commit.slice(0, 12)
        }: the repository lacks some of its files (${first}); fetch it in full`,
      );
    }
    files.set(path, out);
  }
  return files;
}
