import { sha256 } from "../data/payload.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import type { RunResult, RunSpec } from "./record.ts";

/** Format 2 identified the only engine that ever published by the hash of its source. */
const ENGINE = {
  hash: "b8250a004aff1f30aa9328a0d1bb6d6de5d8ebdaa661c5be82d7a1f109f0e825",
  version: 1,
};

/**
 * Brings a configuration of format 2 up to date; returns others as they are.
 *
 * @param document the id of the document that all records of format 2 belong to
 */
export function upgraded(configuration: object, document: string): unknown {
  const isEarlier = (configuration as { readonly engine?: unknown }).engine === ENGINE.hash;
  return isEarlier ? { document, ...configuration, engine: ENGINE.version } : configuration;
}

/**
 * The SHA-256 by which published runs are compared: of the configuration and everything
 * measured. It is computed from the form of format 2, which named no document, so the same
 * bits keep the same digest whatever records look like.
 */
export function fingerprintOf(spec: RunSpec, result: RunResult): string {
  const { document: _, engine, ...rest } = spec;
  const earlier = { ...rest, engine: engine === ENGINE.version ? ENGINE.hash : String(engine) };
  return sha256(canonicalJson({ format: 2, spec: earlier, result }));
}
