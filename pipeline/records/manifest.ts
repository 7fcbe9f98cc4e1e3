import { canonicalJson } from "../system/canonical_json.ts";
import { dataHash } from "../data/cache.ts";
import { sha256 } from "../data/payload.ts";
import { hasShape, isSafeName } from "../system/shape.ts";
import type { Results } from "./results.ts";

/** The file that lists all others of a folder that we wrote. */
export const MANIFEST_FILE = "manifest.json";

/** Which runs a report is of. */
export interface ReportScope {
  /** The document's id; absent where an earlier version did not say. */
  readonly document?: string;
  readonly data: { readonly name: string; readonly sha256: string };
  readonly dtype: string;
  readonly engine: number;
  /** The seeds by experiment, self-tests and the grid included. */
  readonly seeds: Readonly<Record<string, readonly number[]>>;
}

/** What a folder of ours holds. */
export interface Manifest {
  readonly format: 1;
  readonly kind: "report" | "review";
  /** What a report is of. */
  readonly scope?: ReportScope;
  /** The SHA-256 of each file but this one, by its path. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Present while a folder is being written: the digests that files may still have, those
   * that are going to be removed included.
   */
  readonly replaces?: Readonly<Record<string, readonly string[]>>;
}

/** Which runs results are of. */
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

/** Reads a manifest; undefined for what is none, is damaged, or names files outside its folder. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const { sha256: checksum, ...manifest } = JSON.parse(text);
    return checksum === sha256(canonicalJson(manifest)) && isManifest(manifest)
      ? manifest
      : undefined;
  } catch {
    return undefined; // No JSON, no object, or with a number that no manifest holds.
  }
}

function isManifest(
  { format, kind, files, replaces = {}, scope }: Partial<Manifest>,
): boolean {
  return format === 1 && (kind === "report" || kind === "review") &&
    isMap(files, isDigest) &&
    isMap(replaces, (list) => Array.isArray(list) && list.every(isDigest)) &&
    [...Object.keys(files!), ...Object.keys(replaces)].every(isPathWithin) &&
    (scope === undefined || isScope(scope));
}

function isDigest(value: unknown): boolean {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/** Whether a path leads nowhere but to a file below its folder. */
function isPathWithin(path: string): boolean {
  return path.split("/").every(isSafeName);
}

function isScope(value: unknown): boolean {
  return hasShape(value, {
    data: { name: "text", sha256: "text" },
    dtype: "text",
    engine: "count",
    seeds: {},
  }) && ["string", "undefined"].includes(typeof (value as ReportScope).document) &&
    isMap((value as ReportScope).seeds, (seeds) => hasShape(seeds, ["count"]));
}

function isMap(value: unknown, holds: (value: unknown) => boolean): boolean {
  return hasShape(value, {}) && Object.values(value as object).every(holds);
}

/** "26 experiments, 78 runs on mnist, f64". */
export function describeScope({ data, dtype, seeds }: ReportScope): string {
  const runs = Object.values(seeds).reduce((sum, list) => sum + list.length, 0);
  return `${counted(Object.keys(seeds).length, "experiment")}, ${
    counted(runs, "run")
  } on ${data.name}, ${dtype}`;
}

/** What of one report another lacks, in words; undefined if it has all of it. */
export function lackingIn(other: ReportScope, one: ReportScope): string | undefined {
  const runs = Object.values(one.seeds).reduce((sum, seeds) => sum + seeds.length, 0);
  const all = counted(runs, "run");
  if (one.document !== undefined && one.document !== other.document) {
    return `${all} of ${one.document} that this one, of ${other.document}, lacks`;
  }
  if (canonicalJson(one.data) !== canonicalJson(other.data) || one.dtype !== other.dtype) {
    return `${all} that this one, on ${other.data.name}, ${other.dtype}, lacks`;
  }
  const lost = Object.entries(one.seeds).flatMap(([id, seeds]) => {
    const kept = new Set(Object.hasOwn(other.seeds, id) ? other.seeds[id] : []);
    const missing = seeds.filter((seed) => !kept.has(seed)).map((seed) => `${id}, seed ${seed}`);
    // Which runs it has may not be known any more.
    return seeds.length === 0 && !Object.hasOwn(other.seeds, id) ? [id] : missing;
  });
  if (lost.length === 0) return undefined;
  return `${counted(lost.length, "run")} that this one lacks, first ${lost[0]}`;
}

/** "1 run", "3 runs". */
function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
