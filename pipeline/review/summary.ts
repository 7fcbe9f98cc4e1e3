import { messageOf } from "../system/user_error.ts";

/**
 * Adds text to the summary of a CI job, if there is one. A file that cannot be written is
 * only a warning, because the text has been printed already.
 *
 * @param path of the summary; absent or empty for none
 * @param warn prints a line
 */
export async function appendToSummary(
  path: string | undefined,
  text: string,
  warn: (line: string) => void,
): Promise<void> {
  if (path === undefined || path.trim() === "") return;
  try {
    await Deno.writeTextFile(path, text, { append: true });
  } catch (error) {
    warn(`warning: the job has no summary, because ${path} cannot be written: ${messageOf(error)}`);
  }
}
