import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/levels.ts";
import { runSpec } from "./record.ts";
import { RecordStore } from "./record_store.ts";
import { firstDifference } from "./first_difference.ts";
import type { Run } from "./run.ts";
import { summariseRun } from "./summarise.ts";
import { UserError } from "../system/user_error.ts";
import { publishedRun, type PublishedRuns } from "./published_runs.ts";
import type { Group, Results } from "./results.ts";

export type { Group, Results };

/** What a report is asked to be about. */
export type Wish = Group & Pick<Results, "document" | "source" | "dtype">;

/** Results as they were found on record. */
export interface RecordedResults extends Results {
  /** Files of the self-tests and the grid that are no intact records, and were left out. */
  readonly damaged: readonly string[];
  /** What is said of a group that was run in part, a sentence each. */
  readonly notes: readonly string[];
}

/** A group that a report shows as far as it is on record. */
interface Extra {
  readonly name: string;
  readonly task: string;
  readonly experiments: readonly Experiment[];
  readonly seeds: number;
}

function extrasOf(document: Document): readonly Extra[] {
  const { selfTests, variations } = document;
  return [
    { name: "self-tests", task: "selftest", ...selfTests },
    {
      name: "robustness",
      task: "robustness",
      experiments: variedExperiments(document),
      seeds: variations.seeds,
    },
  ];
}

/**
 * Reads the records that a report needs, and those of self-tests and the grid as far as
 * there are any.
 *
 * @param published runs that are on record because they are published; default none
 * @throws {UserError} if some that it needs are missing or damaged, or are not as published
 */
export async function readResults(
  dataFolder: string,
  wish: Wish,
  published: PublishedRuns = new Map(),
): Promise<RecordedResults> {
  const store = new RecordStore(dataFolder);
  const damaged: string[] = [];
  const read = async (
    experiment: Experiment,
    seed: number,
  ): Promise<Run | "missing" | "damaged"> => {
    const spec = runSpec(wish.document, experiment, seed, wish.dtype, wish.source);
    const record = await store.read(spec);
    const known = publishedRun(published, spec);
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
      } is not the run that was published (${difference}); find out which is right with "deno task verify"`,
    );
  };

  const runs = new Map<string, Run[]>();
  const missing: string[] = [];
  for (const experiment of wish.experiments) {
    const list: Run[] = [];
    for (const seed of wish.seeds) {
      const run = await read(experiment, seed);
      if (run === "missing") missing.push(`${experiment.id} seed ${seed}`);
      else if (run !== "damaged") list.push(run);
    }
    runs.set(experiment.id, list);
  }
  if (missing.length + damaged.length > 0) {
    throw incomplete(missing, damaged, wish.experiments.length * wish.seeds.length);
  }

  const notes: string[] = [];
  // Whoever asks for some experiments alone gets these alone.
  const isWhole = wish.experiments.length === wish.document.experiments.length;
  for (const extra of isWhole ? extrasOf(wish.document) : []) {
    const found = await readExtra(extra, read);
    for (const [id, list] of found.runs) runs.set(id, list);
    if (found.note !== undefined) notes.push(found.note);
  }
  const { document, source, dtype } = wish;
  const common = { document, source, dtype, engine: ENGINE_VERSION };
  return { ...withGroups(common, wish.experiments, runs), damaged, notes };
}

/** Why there can be no report: every damaged file is named, missing ones are counted. */
function incomplete(
  missing: readonly string[],
  damaged: readonly string[],
  all: number,
): UserError {
  const some = missing.slice(0, 3).join(", ");
  const named = `${some}${missing.length > 3 ? ", …" : ""}`;
  const reasons = [
    ...(missing.length === 0 ? [] : [`no record (${named})`]),
    ...(damaged.length === 0 ? [] : [`a damaged one (${damaged.join(", ")})`]),
  ];
  const counts = [missing.length, damaged.length].filter((count) => count > 0);
  const [first, second] = reasons.map((reason, i) =>
    `${counts[i]} ${i === 0 ? `of ${all} runs ` : ""}${counts[i] === 1 ? "has" : "have"} ${reason}`
  );
  return new UserError(
    `Cannot report: ${first}${
      second === undefined ? "" : ` and ${second}`
    }; run "deno task train" with the same flags first`,
  );
}

/**
 * Of a group as many seeds, from 0 on, as every experiment has a record of. One that is
 * damaged is left out alone, and takes nothing else with it.
 */
async function readExtra(
  { name, task, experiments, seeds }: Extra,
  read: (experiment: Experiment, seed: number) => Promise<Run | "missing" | "damaged">,
): Promise<{ readonly runs: ReadonlyMap<string, Run[]>; readonly note?: string }> {
  const lists = new Map<string, (Run | "missing" | "damaged")[]>();
  for (const experiment of experiments) {
    const list: (Run | "missing" | "damaged")[] = [];
    for (let seed = 0; seed < seeds; seed++) list.push(await read(experiment, seed));
    lists.set(experiment.id, list);
  }
  const onRecord = [...lists.values()].flat().filter((run) => run !== "missing").length;
  if (onRecord === 0) return { runs: new Map() };
  const shown = Math.min(...[...lists.values()].map((list) => {
    const first = list.indexOf("missing");
    return first < 0 ? list.length : first;
  }));
  const note = shown === seeds ? {} : {
    note: `${name}: ${onRecord} of ${experiments.length * seeds} runs are on record; ${
      shown < FEWEST_SEEDS
        ? `the report shows them from ${FEWEST_SEEDS} seeds of each on`
        : `the report shows the ${shown} seeds that all have`
    }; "deno task ${task}" trains the rest`,
  };
  if (shown < FEWEST_SEEDS) return { runs: new Map(), ...note };
  const runs = new Map(
    [...lists].map(([id, list]) =>
      [id, list.slice(0, shown).filter((run) => typeof run !== "string")] as const
    ),
  );
  return { runs, ...note };
}

/** Results in their groups, from the runs of each experiment. */
export function withGroups(
  common: Pick<Results, "document" | "source" | "dtype" | "engine">,
  experiments: readonly Experiment[],
  runs: ReadonlyMap<string, readonly Run[]>,
): Results {
  const runsOf = (id: string): readonly Run[] => runs.get(id) ?? [];
  const present = (candidates: readonly Experiment[]): Experiment[] =>
    candidates.filter(({ id }) => runsOf(id).length > 0);
  const seedsOf = (some: readonly Experiment[]): number[] => {
    const seeds = new Set(some.flatMap(({ id }) => runsOf(id).map(({ seed }) => seed)));
    return [...seeds].sort((a, b) => a - b);
  };
  // These were run from seed 0 on; what is lacking in between could not be read.
  const group = (candidates: readonly Experiment[]): Group => {
    const some = present(candidates);
    const most = Math.max(-1, ...seedsOf(some));
    return { experiments: some, seeds: Array.from({ length: most + 1 }, (_, seed) => seed) };
  };
  const chosen = present(experiments);
  return {
    ...common,
    experiments: chosen,
    seeds: seedsOf(chosen),
    selfTests: group(common.document.selfTests.experiments),
    variations: group(variedExperiments(common.document)),
    runsOf,
  };
}

/** The runs that a group of a report should have and does not, as "a, seed 2". */
export function gapsIn(
  experiments: readonly Experiment[],
  seeds: readonly number[],
  runsOf: Results["runsOf"],
): string[] {
  return experiments.flatMap(({ id }) => {
    const present = new Set(runsOf(id).map(({ seed }) => seed));
    return seeds.filter((seed) => !present.has(seed)).map((seed) => `${id}, seed ${seed}`);
  });
}
