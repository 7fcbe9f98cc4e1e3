import { join } from "node:path";
import { readTextIfThere, writeFileAtomically } from "../system/files.ts";
import { isSafeName } from "../system/shape.ts";
import { UserError } from "../system/user_error.ts";
import { earlierKey, parseEarlierRecord } from "./earlier_record.ts";
import {
  formatRecord,
  parseRecord,
  runKey,
  type RunRecord,
  type RunResult,
  type RunSpec,
} from "./record.ts";

/** The records of finished runs, one file each, addressed by what decides them. */
export class RecordStore {
  readonly #folder: string;

  /** @param dataFolder the folder that holds "runs" */
  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, "runs");
  }

  /**
   * Where the record of a run lies, or would lie.
   *
   * @throws {UserError} if the spec, which may come from elsewhere, names what is no name
   */
  path(spec: RunSpec): string {
    const key = runKey(spec);
    return this.#place(spec, [spec.document, spec.data.name, spec.dtype, spec.experiment], key);
  }

  #place({ seed }: RunSpec, folders: readonly string[], key: string): string {
    const wrong = folders.find((name) => !isSafeName(name));
    if (wrong !== undefined) {
      throw new UserError(
        `Cannot keep a record of ${JSON.stringify(wrong)}: that cannot be the name of a folder`,
      );
    }
    return join(this.#folder, ...folders, `seed-${seed}-${key.slice(0, 16)}.json`);
  }

  /**
   * The record of a run, "missing", or "damaged" if there is a file that is none. One
   * that was written in the format before is as good.
   *
   * @throws {UserError} if it cannot be read, or is a folder
   */
  async read(spec: RunSpec): Promise<RunRecord | "missing" | "damaged"> {
    const text = await readTextIfThere(this.path(spec));
    if (text !== undefined) return parseRecord(text, spec) ?? "damaged";
    return await this.#readEarlier(spec) ?? "missing";
  }

  async #readEarlier(spec: RunSpec): Promise<RunRecord | undefined> {
    const key = earlierKey(spec);
    if (key === undefined) return undefined;
    const path = this.#place(spec, [spec.data.name, spec.dtype, spec.experiment], key);
    const text = await readTextIfThere(path);
    return text === undefined ? undefined : parseEarlierRecord(text, spec);
  }

  /** Writes the record of a finished run. */
  async write(spec: RunSpec, result: RunResult): Promise<void> {
    await writeFileAtomically(this.path(spec), formatRecord(spec, result));
  }
}
