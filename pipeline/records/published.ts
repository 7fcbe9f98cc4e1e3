import { join } from "node:path";
import { DATA_SOURCES, type DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { DTYPES } from "../../lib/engine/matrix/dtype.ts";
import type { TrainingOptions } from "../../lib/engine/training/train.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { dataHash } from "../data/cache.ts";
import { readError } from "../system/files.ts";
import { knownExperiments } from "./groups.ts";
import { listFiles } from "../system/list_files.ts";
import type { Run } from "./run.ts";
import { UserError } from "../system/user_error.ts";
import {
  configurationOf,
  isRecordsPath,
  parsePublished,
  RECORDS_FOLDER,
  recordsPath,
} from "./published_file.ts";
import type { Configuration } from "./record.ts";
import { type Results, withGroups } from "./results.ts";

/** Self-tests and the grid count their seeds from 0 on. */
const MOST_EXTRA_SEEDS = 10_000;

/** What can be done about records that this version of the code does not know. */
const OTHER_VERSION = "use the version that published it, or publish the report again";

/**
 * Reads published records back.
 *
 * @param folder a report's
 * @throws {UserError} if some are damaged, or not of the experiments as they are now
 */
export async function readPublished(document: Document, folder: string): Promise<Results> {
  const files = new Map<string, string>();
  for (const path of await recordsIn(folder)) {
    try {
      files.set(path, await Deno.readTextFile(join(folder, path)));
    } catch (error) {
      throw readError(join(folder, path), error);
    }
  }
  return resultsOf(document, folder, files);
}

async function recordsIn(folder: string): Promise<string[]> {
  try {
    return (await listFiles(join(folder, RECORDS_FOLDER)))
      .map((path) => `${RECORDS_FOLDER}/${path}`).filter(isRecordsPath);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return [];
    }
    throw readError(join(folder, RECORDS_FOLDER), error);
  }
}

/**
 * The results that published records hold. Nothing of them is passed over: what this
 * version of the code does not know, it refuses.
 *
 * @param folder as messages name it
 * @param files of a report, of which records are taken; path within the folder, content
 * @throws {UserError} as `readPublished`
 */
export function resultsOf(
  document: Document,
  folder: string,
  files: ReadonlyMap<string, string>,
): Results {
  const known = knownExperiments(document);
  const runs = new Map<string, readonly Run[]>();
  let common: Pick<Results, "document" | "engine" | "dtype" | "source"> | undefined;
  for (const [path, text] of files) {
    if (!isRecordsPath(path)) continue;
    const where = join(folder, path);
    const { configuration, runs: list, hasChecksum, unknownField } = parsePublished(where, text);
    const refuse = (reason: string, advice = OTHER_VERSION): UserError =>
      new UserError(`Cannot use ${where}: ${reason}; ${advice}`);
    if (!hasChecksum) throw refuse("it has no checksum, as those of earlier versions");
    const { experiment: id, engine } = configuration;
    if (path !== recordsPath(id)) {
      throw refuse(`it holds the runs of ${id}, which belong in ${recordsPath(id)}`, "rename it");
    }
    const experiment = known.get(id);
    if (experiment === undefined) throw refuse(`no experiment of ${document.id} is called ${id}`);
    const source = knownSource(configuration, refuse);
    const dtype = DTYPES.find((known) => known === configuration.dtype);
    if (dtype === undefined) {
      throw refuse(
        `it is of the number format ${
          JSON.stringify(configuration.dtype)
        }, which is not known here`,
      );
    }
    const difference = differingField(
      configuration,
      configurationOf(experiment, { document, engine, dtype, source }),
    );
    if (difference !== undefined) {
      throw refuse(`it is of another configuration of ${id}, first in ${difference}`);
    }
    common ??= { document, engine, dtype, source };
    if (engine !== common.engine || dtype !== common.dtype || source !== common.source) {
      throw refuse(
        "it is of another engine, number format or data set than the rest",
        "publish the report again",
      );
    }
    const isExtra = !document.experiments.includes(experiment);
    if (isExtra && list.some(({ seed }) => seed >= MOST_EXTRA_SEEDS)) {
      throw refuse("its seeds are none that self-tests and the grid are run with");
    }
    if (unknownField !== undefined) {
      throw refuse(`its runs have the field ${unknownField}, which is not known here`);
    }
    const problem = problemOf(list, configuration.training);
    if (problem !== undefined) throw refuse(problem);
    runs.set(id, list);
  }
  if (common === undefined) {
    throw new UserError(`Cannot use ${folder}: it holds no published records`);
  }
  const results = withGroups(common, document.experiments, runs);
  for (const { id } of results.experiments) {
    const seeds = runs.get(id)!.map(({ seed }) => seed);
    if (canonicalJson(seeds) === canonicalJson(results.seeds)) continue;
    throw new UserError(
      `Cannot use ${join(folder, recordsPath(id))}: it is of other seeds than ${
        recordsPath(results.experiments[0]!.id)
      }; publish the report again`,
    );
  }
  if (results.experiments.length === 0) {
    throw new UserError(
      `Cannot use ${folder}: it holds published records, but of no experiment of the document; ${OTHER_VERSION}`,
    );
  }
  return results;
}

/** The data set that records are of. */
function knownSource(
  { data }: Configuration,
  refuse: (reason: string) => UserError,
): DataSource {
  const source = DATA_SOURCES.find(({ name }) => name === data.name);
  if (source === undefined) {
    throw refuse(
      `it is of the data set ${JSON.stringify(data.name)}; known here are ${
        DATA_SOURCES.map(({ name }) => name).join(" and ")
      }`,
    );
  }
  if (data.sha256 !== dataHash(source)) {
    throw refuse(`it is of other images than those that are called ${data.name} here`);
  }
  return source;
}

/** The first field in which two configurations differ. */
function differingField(found: Configuration, expected: Configuration): string | undefined {
  const [a, b] = [found, expected] as unknown as Readonly<Record<string, unknown>>[];
  return [...new Set([...Object.keys(b!), ...Object.keys(a!)])].find((key) =>
    Object.hasOwn(a!, key) !== Object.hasOwn(b!, key) ||
    canonicalJson(a![key]) !== canonicalJson(b![key])
  );
}

/** What is wrong with runs that are intact, but can be of no such training. */
function problemOf(runs: readonly Run[], training: TrainingOptions): string | undefined {
  if (runs.length === 0) return "it has no run";
  if (runs.some(({ seed }, i) => i > 0 && seed <= runs[i - 1]!.seed)) {
    return "its seeds do not ascend";
  }
  const wrong = runs.find((run) => !isOfTraining(run, training) || !isExaminedAs(run, runs[0]!));
  return wrong && `its run with seed ${wrong.seed} cannot come from such a training`;
}

/** Whether a run is as long, and of as many layers, as its training. */
function isOfTraining(
  { checkpoints, end, glances, lossMeans, divergedAt }: Run,
  { iterations, network }: TrainingOptions,
): boolean {
  const layers = network.hidden.length;
  const ascend = checkpoints.every(({ iteration }, k) =>
    k === 0 ? iteration === 0 : iteration > checkpoints[k - 1]!.iteration
  );
  return checkpoints.length > 0 && ascend && checkpoints.at(-1)!.iteration < iterations &&
    end.iteration === iterations - 1 &&
    end.activationDeviations.length === layers && end.deadUnits.length === layers &&
    end.gradientNorms.length === layers + 1 &&
    glances.accuracies.length === Math.ceil(iterations / glances.every) &&
    lossMeans.values.length === Math.ceil(iterations / lossMeans.every) &&
    (divergedAt === null || divergedAt < iterations);
}

/** Whether two runs were looked at after the same iterations. */
function isExaminedAs(run: Run, other: Run): boolean {
  const plan = ({ checkpoints, glances, lossMeans }: Run): string =>
    canonicalJson([
      checkpoints.map(({ iteration }) => iteration),
      glances.every,
      lossMeans.every,
    ]);
  return plan(run) === plan(other);
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
  if (published.engine !== ENGINE_VERSION) {
    throw new UserError(
      `Cannot ${task}: the published runs are of engine version ${published.engine}, here is version ${ENGINE_VERSION}; check out the commit they were published with, or run "deno task publish"`,
    );
  }
  return published;
}
