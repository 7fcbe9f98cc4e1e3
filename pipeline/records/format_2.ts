/**
 * Records of format 2 named no document, and the engine by the hash of its source.
 *
 * @module
 */

import { sha256 } from "../system/sha256.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import type { RunResult, RunSpec } from "./record.ts";

/** The only engine that ever published in format 2. */
const ENGINE = {
  hash: "b8250a004aff1f30aa9328a0d1bb6d6de5d8ebdaa661c5be82d7a1f109f0e825",
  version: 1,
};

/**
 * Brings a configuration of format 2 up to date; returns others as they are.
 *
 * @param document the id of the document that all records of format 2 belong to
 */
export function upgraded(configuration: object, document: string): object {
  const isEarlier = (configuration as { readonly engine?: unknown }).engine === ENGINE.hash;
  return isEarlier ? { document, ...configuration, engine: ENGINE.version } : configuration;
}

function downgraded({ document: _, engine, ...rest }: RunSpec): object {
  return { ...rest, engine: engine === ENGINE.version ? ENGINE.hash : String(engine) };
}

/** The address that a run had in format 2. */
export function formerRunKey(spec: RunSpec): string {
  return sha256(canonicalJson(downgraded(spec)));
}

/** The text of a record file in format 2. */
export function formatFormerRecord(spec: RunSpec, result: RunResult): string {
  const content = { format: 2, spec: downgraded(spec), result };
  return `${canonicalJson({ ...content, sha256: fingerprintOf(spec, result) })}\n`;
}

/**
 * The SHA-256 by which published runs are compared: of the configuration and everything
 * measured. It is the checksum that the record has in format 2, so the same bits keep the
 * same digest whatever records look like.
 */
export function fingerprintOf(spec: RunSpec, result: RunResult): string {
  return sha256(canonicalJson({ format: 2, spec: downgraded(spec), result }));
}
