import { canonicalJson } from "../system/canonical_json.ts";
import { sha256 } from "../data/payload.ts";
import { recordOf, type RunRecord, type RunResult, type RunSpec } from "./record.ts";

/**
 * Records of format 2 named no document, and the engine by the hash of its source text.
 * Of that engine, whose behaviour is version 1, there was one that published.
 */
const FORMAT = 2;
const ENGINE = "b8250a004aff1f30aa9328a0d1bb6d6de5d8ebdaa661c5be82d7a1f109f0e825";
/** The version of the engine whose records of format 2 are still good. */
const VERSION = 1;

/** A configuration as format 2 had it; undefined for those that it could not have. */
export function earlierSpec<T extends Omit<RunSpec, "seed">>(spec: T): object | undefined {
  const { document: _, engine, ...rest } = spec;
  return engine === VERSION ? { ...rest, engine: ENGINE } : undefined;
}

/**
 * A configuration of format 2 as it would be written now; others are handed back.
 *
 * @param document the id of the document that all of format 2 are of
 */
export function upgraded(configuration: unknown, document: string): unknown {
  if (typeof configuration !== "object" || configuration === null) return configuration;
  const { engine } = configuration as { readonly engine?: unknown };
  return engine === ENGINE ? { document, ...configuration, engine: VERSION } : configuration;
}

/** The key that a run had in format 2, and so its file. */
export function earlierKey(spec: RunSpec): string | undefined {
  const earlier = earlierSpec(spec);
  return earlier && sha256(canonicalJson(earlier));
}

/**
 * Reads a record file of format 2.
 *
 * @returns the record in the present format; undefined if it is no intact record of the run
 */
export function parseEarlierRecord(text: string, spec: RunSpec): RunRecord | undefined {
  try {
    const { sha256: checksum, ...content } = JSON.parse(text);
    const isIntact = content.format === FORMAT && checksum === sha256(canonicalJson(content)) &&
      canonicalJson(content.spec) === canonicalJson(earlierSpec(spec));
    return isIntact ? recordOf(spec, content.result) : undefined;
  } catch {
    return undefined; // No JSON, or nothing that a record can hold.
  }
}

/**
 * The SHA-256 by which published runs are compared: of everything that was found out in
 * a run, and of its configuration, in the form that format 2 had, so that it is the same
 * for the same bits whatever records look like.
 */
export function fingerprintOf(spec: RunSpec, result: RunResult): string {
  const { document: _, engine, ...rest } = spec;
  const earlier = { ...rest, engine: engine === VERSION ? ENGINE : String(engine) };
  return sha256(canonicalJson({ format: FORMAT, spec: earlier, result }));
}
