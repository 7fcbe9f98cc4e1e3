/**
 * Format 2, which named no document, and identified the engine by the hash of its source.
 *
 * @module
 */

import * as v from "valibot";
import { sha256 } from "../data/payload.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import {
  type Configuration,
  recordOf,
  RUN_RESULT,
  type RunRecord,
  type RunResult,
  type RunSpec,
} from "./record.ts";

const FORMAT = 2;
/** The hash of the only engine that ever published, and the version that it is called now. */
const ENGINE = {
  hash: "b8250a004aff1f30aa9328a0d1bb6d6de5d8ebdaa661c5be82d7a1f109f0e825",
  version: 1,
};

/** A spec as format 2 had it. */
function earlierSpec<T extends Configuration>({ document: _, engine, ...rest }: T): object {
  return { ...rest, engine: engine === ENGINE.version ? ENGINE.hash : String(engine) };
}

/**
 * Brings a configuration of format 2 up to date; returns others as they are.
 *
 * @param document the id of the document that all records of format 2 belong to
 */
export function upgraded(configuration: unknown, document: string): unknown {
  if (typeof configuration !== "object" || configuration === null) return configuration;
  const isEarlier = (configuration as { readonly engine?: unknown }).engine === ENGINE.hash;
  return isEarlier ? { document, ...configuration, engine: ENGINE.version } : configuration;
}

/** The key that a run had in format 2. */
export function earlierKey(spec: RunSpec): string {
  return sha256(canonicalJson(earlierSpec(spec)));
}

/**
 * Reads a record file of format 2.
 *
 * @returns the record in the current format; undefined if it is not an intact record of the run
 */
export function parseEarlierRecord(text: string, spec: RunSpec): RunRecord | undefined {
  try {
    const { sha256: checksum, ...content } = JSON.parse(text);
    const isIntact = content.format === FORMAT && v.is(RUN_RESULT, content.result) &&
      checksum === sha256(canonicalJson(content)) &&
      canonicalJson(content.spec) === canonicalJson(earlierSpec(spec));
    return isIntact ? recordOf(spec, content.result) : undefined;
  } catch {
    return undefined; // Not JSON, or nothing that a record can hold.
  }
}

/**
 * The SHA-256 by which published runs are compared: of the configuration and everything
 * measured. It is computed from the form of format 2, so the same bits keep the same
 * digest whatever records look like.
 */
export function fingerprintOf(spec: RunSpec, result: RunResult): string {
  return sha256(canonicalJson({ format: FORMAT, spec: earlierSpec(spec), result }));
}
