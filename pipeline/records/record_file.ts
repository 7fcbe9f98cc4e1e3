import * as v from "valibot";
import { sha256 } from "../system/sha256.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { formatFormerRecord } from "./format_2.ts";
import { RUN_RESULT, type RunResult, type RunSpec } from "./record.ts";

/** The version of the record format. */
export const RECORD_FORMAT = 3;

/** A run on disk. */
export interface RunRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly spec: RunSpec;
  readonly result: RunResult;
  /** The SHA-256 of the record without this field. */
  readonly sha256: string;
}

/** The record of a run. */
export function recordOf(spec: RunSpec, result: RunResult): RunRecord {
  const content = { format: RECORD_FORMAT, spec, result } as const;
  return { ...content, sha256: sha256(canonicalJson(content)) };
}

/** The text of a record file. */
export function formatRecord(spec: RunSpec, result: RunResult): string {
  return `${canonicalJson(recordOf(spec, result))}\n`;
}

/**
 * Reads a record file, of format 2 as well.
 *
 * @param spec that the record must have
 * @returns undefined if the text is not an intact record of that run
 */
export function parseRecord(text: string, spec: RunSpec): RunRecord | undefined {
  try {
    const { format, result } = JSON.parse(text);
    if (!v.is(RUN_RESULT, result)) return undefined;
    // Only the exact bytes that would be written will do, not any JSON with the same meaning.
    const intact = format === 2 ? formatFormerRecord(spec, result) : formatRecord(spec, result);
    return text === intact ? recordOf(spec, result) : undefined;
  } catch {
    // Not JSON, not an object, or with a number that no record can hold, such as 1e999.
    return undefined;
  }
}
