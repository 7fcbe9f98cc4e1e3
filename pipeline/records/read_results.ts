import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/levels.ts";
import { taskCommand } from "../system/task_command.ts";
import { UserError } from "../system/user_error.ts";
import { firstDifference } from "./first_difference.ts";
import { type GroupName, groupOf } from "./groups.ts";
import type { PublishedRuns } from "./published_runs.ts";
import { runKey, runSpec } from "./record.ts";
import { RecordStore } from "./record_store.ts";
import { type Group, type Results, withGroups } from "./results.ts";
import type { Run } from "./run.ts";
import { summariseRun } from "./summarise.ts";

/** Which runs a report should cover. */
export type ReportRequest = Group & Pick<Results, "document" | "source" | "dtype">;

/** Results as they were found on record. */
export interface RecordedResults extends Results {
  /** Damaged record files of self-tests and robustness, which were left out. */
  readonly damaged: readonly string[];
  /** A sentence for each group that was trained in part. */
  readonly notes: readonly string[];
}

type FoundRun = Run | "missing" | "damaged";
type ReadRun = (experiment: Experiment, seed: number) => Promise<FoundRun>;

/**
 * Reads the records that a report needs, and those of self-tests and robustness as far as
 * there are any.
 *
 * @param published runs that need no record because they are published; none by default
 * @throws {UserError} if required records are missing or damaged, or differ from published runs
 */
export async function readResults(
  dataFolder: string,
  request: ReportRequest,
  published: PublishedRuns = new Map(),
): Promise<RecordedResults> {
  const { document, source, dtype, experiments, seeds } = request;
  const store = new RecordStore(dataFolder);
  const damaged: string[] = [];
  const read: ReadRun = async (experiment, seed) => {
    const spec = runSpec(document, experiment, seed, dtype, source);
    const record = await store.read(spec);
    const known = published.get(runKey(spec));
    if (record === "missing") return known ?? record;
    if (record === "damaged") {
      damaged.push(store.path(spec));
      return record;
    }
    const run = summariseRun(record, experiment.firstSeed ?? 0);
    const difference = known && firstDifference(known, run);
    if (difference === undefined) return run;
    throw new UserError(
      `Cannot report: ${
        store.path(spec)
      } is not the run that was published (${difference}); find out which is right with "${
        taskCommand("verify", document)
      }"`,
    );
  };

  const runs = new Map<string, readonly Run[]>();
  const missing: string[] = [];
  for (const experiment of experiments) {
    const list: Run[] = [];
    for (const seed of seeds) {
      const run = await read(experiment, seed);
      if (run === "missing") missing.push(`${experiment.id} seed ${seed}`);
      else if (run !== "damaged") list.push(run);
    }
    runs.set(experiment.id, list);
  }
  if (missing.length + damaged.length > 0) {
    throw incomplete(document, missing, damaged, experiments.length * seeds.length);
  }

  const notes: string[] = [];
  // A request for some of the experiments gets these only.
  const isWhole = experiments.length === document.experiments.length;
  for (const name of isWhole ? ["self-tests", "robustness"] as const : []) {
    const found = await readGroup(document, name, read);
    for (const [id, list] of found.runs) runs.set(id, list);
    if (found.note !== undefined) notes.push(found.note);
  }
  const common = { document, source, dtype, engine: ENGINE_VERSION };
  return { ...withGroups(common, experiments, runs), damaged, notes };
}

/** Why there can be no report: damaged files are all named, missing ones counted. */
function incomplete(
  document: Document,
  missing: readonly string[],
  damaged: readonly string[],
  all: number,
): UserError {
  const some = missing.slice(0, 3).join(", ");
  const parts = [
    { count: missing.length, reason: `no record (${some}${missing.length > 3 ? ", …" : ""})` },
    { count: damaged.length, reason: `a damaged one (${damaged.join(", ")})` },
  ].filter(({ count }) => count > 0).map(({ count, reason }, i) =>
    `${count} ${i === 0 ? `of ${all} runs ` : ""}${count === 1 ? "has" : "have"} ${reason}`
  );
  return new UserError(
    `Cannot report: ${parts.join(" and ")}; run "${
      taskCommand("train", document)
    }" with the same flags first`,
  );
}

/**
 * As many seeds of a group, from 0 on, as every experiment has a record of. A damaged
 * record is left out alone.
 */
async function readGroup(
  document: Document,
  name: GroupName,
  read: ReadRun,
): Promise<{ readonly runs: ReadonlyMap<string, readonly Run[]>; readonly note?: string }> {
  const { experiments, seeds } = groupOf(document, name);
  const lists = new Map<string, FoundRun[]>();
  for (const experiment of experiments) {
    const list: FoundRun[] = [];
    for (let seed = 0; seed < seeds; seed++) list.push(await read(experiment, seed));
    lists.set(experiment.id, list);
  }
  const onRecord = [...lists.values()].flat().filter((run) => run !== "missing").length;
  if (onRecord === 0) return { runs: new Map() };
  const shown = Math.min(...[...lists.values()].map((list) => {
    const first = list.indexOf("missing");
    return first < 0 ? list.length : first;
  }));
  const isShown = shown >= FEWEST_SEEDS;
  const runs = new Map(
    [...isShown ? lists : []].map(([id, list]) =>
      [id, list.slice(0, shown).filter((run) => typeof run !== "string")] as const
    ),
  );
  if (shown === seeds) return { runs };
  const what = isShown
    ? `the report shows the ${shown} seeds that all have`
    : `the report shows them from ${FEWEST_SEEDS} seeds of each on`;
  const train = taskCommand(`train --group ${name}`, document);
  const note = `${name}: ${onRecord} of ${
    experiments.length * seeds
  } runs are on record; ${what}; "${train}" trains the rest`;
  return { runs, note };
}
