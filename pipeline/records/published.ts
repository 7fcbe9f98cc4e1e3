import { join } from "node:path";
import type { Document } from "../../lib/documents/document.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { taskCommand } from "../system/task_command.ts";
import { UserError } from "../system/user_error.ts";
import { knownExperiments } from "./groups.ts";
import { isRecordsPath, parsePublished, readRecordFiles, recordsPath } from "./published_file.ts";
import { resolveConfiguration } from "./known_configuration.ts";
import type { Configuration } from "./record.ts";
import { type Results, withGroups } from "./results.ts";
import type { Run } from "./run.ts";

/** The seeds of self-tests and robustness are counted from 0 on, and are fewer. */
const MAX_EXTRA_SEEDS = 10_000;

/** What to do about records that this version of the code does not know. */
const OTHER_VERSION = "use the version that published it, or publish the report again";

/**
 * Reads the published records of a report.
 *
 * @throws {UserError} if some are damaged, or do not belong to the current experiments
 */
export async function readPublished(document: Document, folder: string): Promise<Results> {
  return resultsOf(document, folder, await readRecordFiles(folder));
}

/**
 * Like `readPublished`, with the requirement that the current engine would make them again.
 *
 * @param task what cannot be done with those of another engine
 */
export async function readOfThisEngine(
  document: Document,
  folder: string,
  task: string,
): Promise<Results> {
  const published = await readPublished(document, folder);
  if (published.engine === ENGINE_VERSION) return published;
  throw new UserError(
    `Cannot ${task}: the published runs are of engine version ${published.engine}, here is version ${ENGINE_VERSION}; check out the commit they were published with, or run "${
      taskCommand("publish", document)
    }"`,
  );
}

/**
 * The results in published records. Nothing in them is ignored: whatever this version of
 * the code does not know is an error.
 *
 * @param folder as messages name it
 * @param files of a report, by path within the folder; only records are used
 * @throws {UserError} like `readPublished`
 */
export function resultsOf(
  document: Document,
  folder: string,
  files: ReadonlyMap<string, string>,
): Results {
  const experiments = knownExperiments(document);
  const runs = new Map<string, readonly Run[]>();
  let common: Pick<Results, "document" | "engine" | "dtype" | "source"> | undefined;
  for (const [path, text] of files) {
    if (!isRecordsPath(path)) continue;
    const where = join(folder, path);
    const refuse = (reason: string, advice = OTHER_VERSION): UserError =>
      new UserError(`Cannot use ${where}: ${reason}; ${advice}`);
    const { configuration, runs: list, hasChecksum, unknownField } = parsePublished(where, text);
    if (!hasChecksum) throw refuse("it has no checksum, like those of earlier versions");
    const { experiment: id, engine, training } = configuration;
    if (path !== recordsPath(id)) {
      throw refuse(`it holds the runs of ${id}, which belong in ${recordsPath(id)}`, "rename it");
    }
    const known = resolveConfiguration(configuration, document, experiments);
    if (typeof known === "string") throw refuse(`it is ${known}`);
    const { experiment, dtype, source } = known;
    common ??= { document, engine, dtype, source };
    if (engine !== common.engine || dtype !== common.dtype || source !== common.source) {
      throw refuse(
        "it is of another engine, number format or data set than the rest",
        "publish the report again",
      );
    }
    const isExtra = !document.experiments.includes(experiment);
    if (isExtra && list.some(({ seed }) => seed >= MAX_EXTRA_SEEDS)) {
      throw refuse("self-tests and robustness are not run with its seeds");
    }
    const problem = unknownField === undefined
      ? problemOf(list, training)
      : `its runs have the field ${unknownField}, which is not known here`;
    if (problem !== undefined) throw refuse(problem);
    runs.set(id, list);
  }
  if (common === undefined) {
    throw new UserError(`Cannot use ${folder}: it holds no published records`);
  }
  const results = withGroups(common, document.experiments, runs);
  const [first] = results.experiments;
  if (first === undefined) {
    throw new UserError(
      `Cannot use ${folder}: it holds published records, but of no experiment of the document; ${OTHER_VERSION}`,
    );
  }
  for (const { id } of results.experiments) {
    const seeds = runs.get(id)!.map(({ seed }) => seed);
    if (canonicalJson(seeds) === canonicalJson(results.seeds)) continue;
    throw new UserError(
      `Cannot use ${join(folder, recordsPath(id))}: it is of other seeds than ${
        recordsPath(first.id)
      }; publish the report again`,
    );
  }
  return results;
}

/** Why intact runs cannot come from such a training; undefined if they can. */
function problemOf(runs: readonly Run[], training: Configuration["training"]): string | undefined {
  if (runs.length === 0) return "it has no run";
  if (runs.some(({ seed }, i) => i > 0 && seed <= runs[i - 1]!.seed)) {
    return "its seeds do not ascend";
  }
  const wrong = runs.find((run) =>
    !isOfTraining(run, training) || scheduleOf(run) !== scheduleOf(runs[0]!)
  );
  return wrong && `its run with seed ${wrong.seed} cannot come from such a training`;
}

/** Whether a run is as long, and of as many layers, as its training. */
function isOfTraining(
  { checkpoints, end, probes, lossMeans, divergedAt }: Run,
  { iterations, network }: Configuration["training"],
): boolean {
  const layers = network.hidden.length;
  const ascend = checkpoints.every(({ iteration }, k) =>
    k === 0 ? iteration === 0 : iteration > checkpoints[k - 1]!.iteration
  );
  return checkpoints.length > 0 && ascend && checkpoints.at(-1)!.iteration < iterations &&
    end.iteration === iterations - 1 &&
    end.activationDeviations.length === layers && end.deadUnits.length === layers &&
    end.gradientNorms.length === layers + 1 &&
    probes.accuracies.length === Math.ceil(iterations / probes.every) &&
    lossMeans.values.length === Math.ceil(iterations / lossMeans.every) &&
    (divergedAt === null || divergedAt < iterations);
}

/** The iterations after which a run was measured, as text. */
function scheduleOf({ checkpoints, probes, lossMeans }: Run): string {
  const iterations = checkpoints.map(({ iteration }) => iteration);
  return canonicalJson([iterations, probes.every, lossMeans.every]);
}
