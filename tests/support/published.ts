import { canonicalJson } from "../../pipeline/system/canonical_json.ts";
import { sha256 } from "../../pipeline/system/sha256.ts";

/** Any JSON, to be changed by a test. */
// deno-lint-ignore no-explicit-any
export type Json = any;

/**
 * A file of published records, changed by an expert: its
 * checksum is put right again.
 */
export function forged(text: string, change: (head: Json, runs: Json[]) => void): string {
  const [head, ...runs] = text.trimEnd().split("\n").map((line): Json => JSON.parse(line));
  delete head.sha256;
  change(head, runs);
  const lines = runs.map((run) => `${canonicalJson(run)}\n`).join("");
  const checksum = sha256(`${canonicalJson(head)}\n${lines}`);
  return `${canonicalJson({ ...head, sha256: checksum })}\n${lines}`;
}
