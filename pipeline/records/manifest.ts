import * as v from "valibot";
import { dataHash } from "../data/cache.ts";
import { sha256 } from "../system/sha256.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { counted } from "../system/counted.ts";
import { COUNT, DIGEST, isSafeName, mapOf, type Stored } from "../system/schema.ts";
import type { Results } from "./results.ts";

/** The file that lists all others of a folder that we wrote. */
export const MANIFEST_FILE = "manifest.json";

/** A path that leads to a file below its folder and nowhere else. */
const PATH = v.pipe(v.string(), v.check((path) => path.split("/").every(isSafeName)));

/** Which runs a report covers. */
const SCOPE = v.object({
  /** The document's id; earlier versions did not write it. */
  document: v.exactOptional(v.string()),
  data: v.object({ name: v.string(), sha256: v.string() }),
  dtype: v.string(),
  engine: COUNT,
  /** The seeds by experiment, self-tests and robustness included. */
  seeds: mapOf(v.string(), v.array(COUNT)),
});
export type ReportScope = Stored<typeof SCOPE>;

/** What a folder of ours holds. */
const MANIFEST = v.object({
  format: v.literal(1),
  kind: v.picklist(["report", "review"]),
  /** Reports have one. */
  scope: v.exactOptional(SCOPE),
  /** The SHA-256 of each file but this one, by its path. */
  files: mapOf(PATH, DIGEST),
  /**
   * Present while a folder is being written: the digests that its files may still have,
   * including files that are about to be removed.
   */
  replaces: v.exactOptional(mapOf(PATH, v.array(DIGEST))),
});
export type Manifest = Stored<typeof MANIFEST>;

/** Which runs some results cover. */
export function scopeOf(results: Results): ReportScope {
  const { document, source, dtype, engine } = results;
  const experiments = [results, results.selfTests, results.variations]
    .flatMap((group) => group.experiments)
    .filter(({ id }) => results.runsOf(id).length > 0);
  return {
    document: document.id,
    data: { name: source.name, sha256: dataHash(source) },
    dtype,
    engine,
    seeds: Object.fromEntries(
      experiments.map(({ id }) => [id, results.runsOf(id).map(({ seed }) => seed)]),
    ),
  };
}

/** Files with the manifest that lists them. */
export function withManifest(
  files: ReadonlyMap<string, string>,
  what: Pick<Manifest, "kind" | "scope">,
): Map<string, string> {
  const digests = [...files].map(([path, content]) => [path, sha256(content)] as const);
  const manifest = formatManifest({ format: 1, ...what, files: Object.fromEntries(digests) });
  return new Map([...files, [MANIFEST_FILE, manifest]]);
}

/** The text of a manifest, with its own checksum. */
export function formatManifest(manifest: Manifest): string {
  return `${canonicalJson({ ...manifest, sha256: sha256(canonicalJson(manifest)) })}\n`;
}

/** Reads a manifest; undefined if it is not one, is damaged, or names files outside its folder. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const { sha256: checksum, ...manifest } = JSON.parse(text);
    const isIntact = checksum === sha256(canonicalJson(manifest)) && v.is(MANIFEST, manifest);
    return isIntact ? manifest : undefined;
  } catch {
    return undefined; // Not JSON, not an object, or with a number that no manifest holds.
  }
}

/** "26 experiments, 78 runs on mnist, f64". */
export function describeScope({ data, dtype, seeds }: ReportScope): string {
  const runs = Object.values(seeds).reduce((sum, list) => sum + list.length, 0);
  return `${counted(Object.keys(seeds).length, "experiment")}, ${
    counted(runs, "run")
  } on ${data.name}, ${dtype}`;
}

/** What one report has and another does not, in words; undefined if the other has it all. */
export function missingFrom(other: ReportScope, one: ReportScope): string | undefined {
  const runs = Object.values(one.seeds).reduce((sum, seeds) => sum + seeds.length, 0);
  const all = counted(runs, "run");
  if (one.document !== undefined && one.document !== other.document) {
    return `${all} of ${one.document} that this one, of ${other.document}, does not have`;
  }
  if (canonicalJson(one.data) !== canonicalJson(other.data) || one.dtype !== other.dtype) {
    return `${all} that this one, on ${other.data.name}, ${other.dtype}, does not have`;
  }
  const lost = Object.entries(one.seeds).flatMap(([id, seeds]) => {
    const kept = Object.hasOwn(other.seeds, id) ? other.seeds[id]! : [];
    return seeds.filter((seed) => !kept.includes(seed)).map((seed) => `${id}, seed ${seed}`);
  });
  if (lost.length === 0) return undefined;
  return `${counted(lost.length, "run")} that this one does not have, first ${lost[0]}`;
}
