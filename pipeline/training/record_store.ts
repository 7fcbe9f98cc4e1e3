import { dirname, join } from "node:path";
import { removeAbandonedFiles, writeFileAtomically } from "../files.ts";
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

  /** Where the record of a run lies, or would lie. */
  path(spec: RunSpec): string {
    return join(
      this.#folder,
      spec.data.name,
      spec.dtype,
      spec.experiment,
      `seed-${spec.seed}-${runKey(spec).slice(0, 16)}.json`,
    );
  }

  /** The record of a run, "missing", or "damaged" if there is a file that is none. */
  async read(spec: RunSpec): Promise<RunRecord | "missing" | "damaged"> {
    let text: string;
    try {
      text = await Deno.readTextFile(this.path(spec));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return "missing";
      throw error;
    }
    return parseRecord(text, spec) ?? "damaged";
  }

  /** Writes the record of a finished run. */
  async write(spec: RunSpec, result: RunResult): Promise<void> {
    await writeFileAtomically(this.path(spec), formatRecord(spec, result));
  }

  /** Removes what killed runs have left where the records of some runs lie. */
  async removeAbandoned(specs: readonly RunSpec[]): Promise<void> {
    const folders = new Set(specs.map((spec) => dirname(this.path(spec))));
    for (const folder of folders) await removeAbandonedFiles(folder);
  }
}
