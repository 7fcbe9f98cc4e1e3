import { DOCUMENTS } from "../../lib/documents/mod.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { sha256 } from "../data/payload.ts";
import { hasShape, isSafeName, type Shape } from "../system/shape.ts";
import { upgraded } from "./earlier_record.ts";
import { CONFIGURATION_SHAPE, type RunSpec, runSpec, storeNumber } from "./record.ts";
import type { Run } from "./summarise.ts";
import { UserError } from "../system/user_error.ts";
import type { Results } from "./results.ts";

/** The folder of the published records within a report's. */
export const RECORDS_FOLDER = "records";

/** Where the published records of an experiment lie within a report's folder. */
export function recordsPath(experiment: string): string {
  return `${RECORDS_FOLDER}/${experiment}.jsonl`;
}

/** Whether a path within a report's folder is that of published records. */
export function isRecordsPath(path: string): boolean {
  return path.startsWith(`${RECORDS_FOLDER}/`) && path.endsWith(".jsonl");
}

/** What a file of published records begins with: everything about its runs but the seed. */
export type Configuration = Omit<RunSpec, "seed">;

/** A file of published records. */
export interface PublishedFile {
  readonly configuration: Configuration;
  readonly runs: readonly Run[];
  /** Whether it has a checksum, which files of earlier versions do not. */
  readonly hasChecksum: boolean;
}

/** What the checksum is of: everything in the file but itself. */
function checksumOf(configuration: object, lines: string): string {
  return sha256(`${canonicalJson(configuration)}\n${lines}`);
}

/** What all runs of an experiment have in common. */
export function configurationOf(
  experiment: Experiment,
  { document, dtype, source, engine }: Pick<Results, "document" | "dtype" | "source" | "engine">,
): Configuration {
  const { seed: _, ...configuration } = runSpec(document, experiment, 0, dtype, source, engine);
  return configuration;
}

/**
 * The records that a report was made from, reduced to what it needs, one file an
 * experiment: a line of what the runs have in common, then a line a run, each in
 * canonical JSON. Path within the report's folder, content.
 */
export function publishedRecords(results: Results): Map<string, string> {
  const files = new Map<string, string>();
  for (const { experiments } of [results, results.selfTests, results.variations]) {
    for (const experiment of experiments) {
      const runs = results.runsOf(experiment.id);
      if (runs.length === 0) continue;
      const lines = runs.map((run) => `${canonicalJson(storeNumbers(run))}\n`).join("");
      const configuration = configurationOf(experiment, results);
      const head = { ...configuration, sha256: checksumOf(configuration, lines) };
      files.set(recordsPath(experiment.id), `${canonicalJson(head)}\n${lines}`);
    }
  }
  return files;
}

const ACCURACIES: Shape = { iteration: "count", trainAccuracy: "share", testAccuracy: "share" };

/** What a published run must look like. */
export const RUN_SHAPE: Shape = {
  seed: "count",
  checkpoints: [ACCURACIES],
  end: {
    ...ACCURACIES,
    activationDeviations: ["number"],
    deadUnits: ["number"],
    gradientNorms: ["number"],
  },
  glances: { every: "positive count", accuracies: ["share"] },
  lossMeans: { every: "positive count", values: ["number"] },
  lossSpread: "number",
  divergedAt: "count or null",
  weightsSha256: "text",
  recordSha256: "text",
};

/**
 * Reads a file of published records, whatever version of the code it is of.
 *
 * @param path as messages name it
 * @throws {UserError} if it is damaged
 */
export function parsePublished(path: string, text: string): PublishedFile {
  const refuse = (reason: string): UserError =>
    new UserError(`Cannot use ${path}: ${reason}; take it from the repository again`);
  let lines: unknown[];
  try {
    lines = text.trimEnd().split("\n").map((line) => readNumbers(JSON.parse(line)));
  } catch {
    throw refuse("it is damaged");
  }
  const [head, ...runs] = lines as [{ readonly sha256?: unknown }, ...Run[]];
  const { sha256: checksum, ...given } = head ?? {};
  // Those of format 2 named no document: there was but one.
  const configuration = upgraded(given, DOCUMENTS[0]!.id) as Configuration;
  if (
    !hasShape(configuration, CONFIGURATION_SHAPE) || !isSafeName(configuration.experiment) ||
    !hasShape(runs, [RUN_SHAPE])
  ) {
    throw refuse("it is JSON, but no published records");
  }
  const found = tryChecksum(given, text.slice(text.indexOf("\n") + 1));
  if (found === undefined || (checksum !== undefined && checksum !== found)) {
    throw refuse("it is damaged");
  }
  return { configuration, runs, hasChecksum: checksum !== undefined };
}

/** Undefined for what is JSON but no record can hold, such as 1e999. */
function tryChecksum(configuration: object, lines: string): string | undefined {
  try {
    return checksumOf(configuration, lines);
  } catch {
    return undefined;
  }
}

/** JSON has no NaN and no infinities: these are words there. */
function storeNumbers(value: unknown): unknown {
  return mapLeaves(value, (leaf) => typeof leaf === "number" ? storeNumber(leaf) : leaf);
}

function readNumbers(value: unknown): unknown {
  return mapLeaves(
    value,
    (leaf) => leaf === "NaN" || leaf === "Infinity" || leaf === "-Infinity" ? Number(leaf) : leaf,
  );
}

function mapLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => mapLeaves(element, change));
  if (typeof value !== "object" || value === null) return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, mapLeaves(element, change)]),
  );
}
