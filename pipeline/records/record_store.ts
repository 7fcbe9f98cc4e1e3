import { join } from "node:path";
import { readTextIfThere, writeFileAtomically } from "../system/files.ts";
import { isSafeName } from "../system/schema.ts";
import { UserError } from "../system/user_error.ts";
import { formerRunKey } from "./format_2.ts";
import { runKey, type RunResult, type RunSpec } from "./record.ts";
import { formatRecord, parseRecord, type RunRecord } from "./record_file.ts";

/** The records of finished runs, one file each, addressed by what determines the run. */
export class RecordStore {
  readonly #folder: string;

  /** @param dataFolder the folder that holds "runs" */
  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, "runs");
  }

  /**
   * Where the record of a run lies, or would lie.
   *
   * @throws {UserError} if the spec has a name that cannot be a folder's
   */
  path(spec: RunSpec): string {
    const { document, data, dtype, experiment } = spec;
    return this.#pathIn([document, data.name, dtype, experiment], spec, runKey(spec));
  }

  #pathIn(folders: readonly string[], { seed }: RunSpec, key: string): string {
    const unsafe = folders.find((name) => !isSafeName(name));
    if (unsafe !== undefined) {
      throw new UserError(
        `Cannot keep a record of ${JSON.stringify(unsafe)}: that cannot be the name of a folder`,
      );
    }
    return join(this.#folder, ...folders, `seed-${seed}-${key.slice(0, 16)}.json`);
  }

  /**
   * The record of a run, of format 2 if there is no other; "damaged" if there is a file that
   * is not an intact record of it.
   *
   * @throws {UserError} if it cannot be read, or is a folder
   */
  async read(spec: RunSpec): Promise<RunRecord | "missing" | "damaged"> {
    const text = await readTextIfThere(this.path(spec));
    if (text !== undefined) return parseRecord(text, spec) ?? "damaged";
    const { data, dtype, experiment } = spec;
    const former = this.#pathIn([data.name, dtype, experiment], spec, formerRunKey(spec));
    return parseRecord(await readTextIfThere(former) ?? "", spec) ?? "missing";
  }

  /** Writes the record of a finished run. */
  async write(spec: RunSpec, result: RunResult): Promise<void> {
    await writeFileAtomically(this.path(spec), formatRecord(spec, result));
  }
}
