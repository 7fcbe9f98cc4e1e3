import { join } from "node:path";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";
import { readError } from "../files.ts";
import { canonicalJson } from "../canonical_json.ts";
import { sourceByName } from "../data/choose_source.ts";
import { sha256 } from "../data/payload.ts";
import { ENGINE_ID } from "../training/engine_id.ts";
import { CONFIGURATION_SHAPE, type RunSpec, runSpec, storeNumber } from "../training/record.ts";
import type { Run } from "../training/summarise.ts";
import { hasShape, isSafeName, type Shape } from "../shape.ts";
import { UserError } from "../user_error.ts";
import type { Group, Results } from "./results.ts";

/** The folder of the published records within a report's. */
export const RECORDS_FOLDER = "records";

/** What a file of published records begins with: everything about its runs but the seed. */
type Configuration = Omit<RunSpec, "seed">;

/** The same, with the checksum of the file without it. */
type PublishedHead = Configuration & { readonly sha256: string };

/** What the checksum is of: everything in the file but itself. */
function checksumOf(configuration: Configuration, lines: string): string {
  return sha256(`${canonicalJson(configuration)}\n${lines}`);
}

/** Every experiment that a report of a document may hold, in an order of its own. */
function allExperiments(document: Document): readonly Experiment[] {
  return [
    ...document.experiments,
    ...document.selfTests.experiments,
    ...variedExperiments(document),
  ];
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
      const head: PublishedHead = {
        ...configuration,
        sha256: checksumOf(configuration, lines),
      };
      files.set(`${RECORDS_FOLDER}/${experiment.id}.jsonl`, `${canonicalJson(head)}\n${lines}`);
    }
  }
  return files;
}

function configurationOf(
  experiment: Experiment,
  { dtype, source, engine }: Pick<Results, "dtype" | "source" | "engine">,
): Configuration {
  const { seed: _, ...configuration } = runSpec(experiment, 0, dtype, source, engine);
  return configuration;
}

/**
 * Reads published records back.
 *
 * @param folder a report's
 * @throws {UserError} if some are damaged, or not of the experiments as they are now
 */
export async function readPublished(document: Document, folder: string): Promise<Results> {
  const runs = new Map<string, readonly Run[]>();
  let common: Configuration | undefined;
  for (const experiment of allExperiments(document)) {
    const path = join(folder, RECORDS_FOLDER, `${experiment.id}.jsonl`);
    const text = await readIfThere(path);
    if (text === undefined) continue;
    const { configuration, runs: list } = parsePublished(path, text);
    common ??= configuration;
    const { engine, dtype, data } = common;
    const expected = configurationOf(experiment, {
      dtype,
      engine,
      source: sourceByName(data.name),
    });
    if (canonicalJson(configuration) !== canonicalJson(expected)) {
      throw new UserError(
        `Cannot use ${path}: it is of another configuration, engine or data set than the rest; publish the report again`,
      );
    }
    runs.set(experiment.id, list);
  }
  if (common === undefined) {
    throw new UserError(`Cannot use ${folder}: it holds no published records`);
  }
  const group = (candidates: readonly Experiment[]): Group => {
    const experiments = candidates.filter(({ id }) => runs.has(id));
    const first = experiments[0];
    return { experiments, seeds: first ? runs.get(first.id)!.map(({ seed }) => seed) : [] };
  };
  return {
    document,
    ...group(document.experiments),
    selfTests: group(document.selfTests.experiments),
    variations: group(variedExperiments(document)),
    source: sourceByName(common.data.name),
    dtype: common.dtype,
    engine: common.engine,
    runsOf: (id) => runs.get(id) ?? [],
  };
}

/**
 * Reads published records that the engine at hand would make again.
 *
 * @param task what cannot be done with those of another engine
 * @throws {UserError} as `readPublished`, or if they are of another engine
 */
export async function readOfThisEngine(
  document: Document,
  folder: string,
  task: string,
): Promise<Results> {
  const published = await readPublished(document, folder);
  if (published.engine !== ENGINE_ID) {
    throw new UserError(
      `Cannot ${task}: the published runs are of engine ${published.engine.slice(0, 12)}, here is ${
        ENGINE_ID.slice(0, 12)
      }; check out the commit they were published with, or run "deno task publish"`,
    );
  }
  return published;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw readError(path, error);
  }
}

const ACCURACIES: Shape = { iteration: "count", trainAccuracy: "number", testAccuracy: "number" };
const RUN: Shape = {
  seed: "count",
  checkpoints: [ACCURACIES],
  end: {
    ...ACCURACIES,
    activationDeviations: ["number"],
    deadUnits: ["number"],
    gradientNorms: ["number"],
  },
  glances: { every: "count", accuracies: ["number"] },
  lossMeans: { every: "count", values: ["number"] },
  lossSpread: "number",
  divergedAt: "number or null",
  weightsSha256: "text",
  recordSha256: "text",
};

/**
 * Reads a file of published records.
 *
 * @throws {UserError} if it is damaged
 */
export function parsePublished(
  path: string,
  text: string,
): { readonly configuration: Configuration; readonly runs: readonly Run[] } {
  const refuse = (reason: string): UserError =>
    new UserError(`Cannot use ${path}: ${reason}; take it from the repository again`);
  let lines: unknown[];
  try {
    lines = text.trimEnd().split("\n").map((line) => readNumbers(JSON.parse(line)));
  } catch {
    throw refuse("it is damaged");
  }
  const [head, ...runs] = lines as [PublishedHead, ...Run[]];
  if (
    !hasShape(head, CONFIGURATION_SHAPE) || !isSafeName(head.experiment) || !hasShape(runs, [RUN])
  ) {
    throw refuse("it is JSON, but no published records");
  }
  const { sha256: checksum, ...configuration } = head;
  // Reports of earlier versions can be reviewed; they have no checksum.
  const found = tryChecksum(configuration, text.slice(text.indexOf("\n") + 1));
  if (found === undefined || (checksum !== undefined && checksum !== found)) {
    throw refuse("it is damaged");
  }
  return { configuration, runs };
}

/** Undefined for what is JSON but no record can hold, such as 1e999. */
function tryChecksum(configuration: Configuration, lines: string): string | undefined {
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
