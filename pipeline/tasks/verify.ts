/**
 * The verify task: trains some of the published runs again and compares the results with
 * what was published, digest by digest. Records are not used.
 *
 * @module
 */

import { type Command, wholeNumber } from "../command_line/flags.ts";
import { DATA_FOLDER, publishedFolder } from "../system/folders.ts";
import {
  chooseDocument,
  chooseExperiments,
  chooseWorkers,
  DOCUMENT_FLAG,
  listedSeeds,
  ONLY,
  SEED,
  WORKERS,
} from "../command_line/options.ts";
import { runWithFlags } from "../command_line/run.ts";
import { readPublished } from "../records/published.ts";
import { onStopSignal } from "../system/signals.ts";
import { trainingProgress } from "../system/terminal/training_progress.ts";
import { runSpec } from "../records/record.ts";
import { nameOf, trainShown } from "../training/train_shown.ts";
import { summariseRun } from "../records/summarise.ts";
import { usageError, UserError } from "../system/user_error.ts";
import { allRuns, type ExperimentRun, sample } from "../records/sample_runs.ts";
import { firstDifference } from "../records/first_difference.ts";

const USUAL_SAMPLE = 4;

const COMMAND: Command = {
  task: "verify",
  does: "Train some of the published runs again and compare every digest.",
  flags: [
    DOCUMENT_FLAG,
    ONLY,
    SEED,
    {
      name: "sample",
      value: "N|all",
      help: `how many of these runs, chosen at random; default ${USUAL_SAMPLE}`,
    },
    { name: "pick", value: "P", help: "a number that repeats the random choice" },
    WORKERS,
  ],
};

await runWithFlags(COMMAND, async (flags) => {
  const document = chooseDocument(flags.single("document"));
  const published = await readPublished(document, publishedFolder(document));
  const { dtype, engine, source } = published;
  const all = choose(allRuns(published), flags.list("only"), flags.list("seed"));
  const size = flags.single("sample") ?? String(USUAL_SAMPLE);
  const count = size === "all" ? all.length : wholeNumber("--sample", size, 1, 1e6, ", or all");
  const given = flags.single("pick");
  const pick = given === undefined
    ? crypto.getRandomValues(new Uint32Array(1))[0]!
    : wholeNumber("--pick", given, 0, 2 ** 32 - 1);
  const chosen = sample(all, count, pick);
  const workers = chooseWorkers(flags.single("workers"), navigator.hardwareConcurrency);

  const specs = new Map(
    chosen.map((one) =>
      [runSpec(document, one.experiment, one.run.seed, dtype, source, engine), one] as const
    ),
  );
  using progress = trainingProgress(workers);
  onStopSignal("stopped: not all of the chosen runs were compared");
  progress.line(
    `comparing ${chosen.length} of ${all.length} published runs (--pick ${pick} chooses the same)`,
  );
  const problems: string[] = [];
  const place = { dataFolder: DATA_FOLDER, source, workers, progress };
  await trainShown([...specs.keys()], place, {
    finished(spec, result) {
      const { experiment, run } = specs.get(spec)!;
      const again = summariseRun({ spec, result }, experiment.firstSeed ?? 0);
      const difference = firstDifference(run, again);
      if (difference !== undefined) problems.push(`${nameOf(spec)}: ${difference}`);
      return Promise.resolve(
        difference === undefined
          ? `the same  ${nameOf(spec)}  ${run.weightsSha256.slice(0, 16)}`
          : `DIFFERS   ${nameOf(spec)}: ${difference}`,
      );
    },
    failed(spec, error) {
      throw new Error(`Cannot train ${nameOf(spec)}`, { cause: error });
    },
  });
  progress.stop();
  if (problems.length > 0) {
    throw new UserError(
      `Cannot confirm the published results: ${problems.length} of ${chosen.length} runs differ; the first is ${
        problems[0]
      }`,
    );
  }
  console.log(
    `${chosen.length} of ${chosen.length} published runs were trained again on ${Deno.build.os} ${Deno.build.arch} and are the same bit for bit.`,
  );
});

/**
 * The published runs of some experiments and seeds.
 *
 * @throws {UserError} if there is none
 */
function choose(
  all: readonly ExperimentRun[],
  only: readonly string[] | undefined,
  seeds: readonly string[] | undefined,
): readonly ExperimentRun[] {
  const known = [...new Set(all.map(({ experiment }) => experiment))];
  const experiments = chooseExperiments(only, known);
  const wanted = seeds && listedSeeds(seeds);
  const chosen = all.filter(({ experiment, run }) =>
    experiments.includes(experiment) && (wanted === undefined || wanted.includes(run.seed))
  );
  if (chosen.length === 0) {
    throw usageError("Cannot verify: no published run is of these experiments and seeds");
  }
  return chosen;
}
