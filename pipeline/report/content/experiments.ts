import type { Experiment } from "../../../lib/document/experiments.ts";
import { RECORDED } from "../../../lib/document/recorded.ts";
import { type Block, paragraph } from "../blocks.ts";
import { curveName } from "../charts.ts";
import { describeTraining } from "../describe.ts";
import { percent, percentOverSeeds, wholeNumber } from "../format.ts";
import { heading, type Judged } from "./build.ts";

/** Beyond this many checkpoints a table is folded away. */
const LONG_TABLE = 10;

const KIND_TITLES = {
  "as-written": "Every experiment of the document, as written",
  "corrected": "Corrected",
  "control": "Controls",
} as const;

/** A learning curve and a table for every experiment. */
export function experiments(results: Judged): Block[] {
  return Object.entries(KIND_TITLES).flatMap(([kind, title]) => {
    const chosen = results.experiments.filter((experiment) => experiment.kind === kind);
    if (chosen.length === 0) return [];
    return [
      heading(2, title, kind),
      ...(kind === "as-written"
        ? [paragraph(
          "Accuracy over the iterations: blue line test, dashed grey line training, thin lines single seeds",
          results.comparable ? ", orange diamonds the document's test accuracy" : "",
          ". The axis is spaced by error, so halving the error is the same step everywhere.",
        )]
        : []),
      ...chosen.flatMap((experiment) => oneExperiment(experiment, results)),
    ];
  });
}

function oneExperiment(experiment: Experiment, results: Judged): Block[] {
  const runs = results.runsOf(experiment.id);
  const recorded = results.comparable ? RECORDED[experiment.id] : undefined;
  const checkpoints = runs[0]!.checkpoints;
  const diverged = runs.filter((run) => run.divergedAt !== null);
  const table: Block = {
    kind: "table",
    columns: [
      { title: "After iteration", align: "right" },
      ...(recorded?.checkpoints
        ? [{ title: "Document train / test, %", align: "right" } as const]
        : []),
      { title: "Ours train, %", align: "right" },
      { title: "Ours test, %", align: "right" },
    ],
    rows: checkpoints.map(({ iteration }, k) => [
      [wholeNumber(iteration)],
      ...(recorded?.checkpoints ? [[recordedPair(recorded.checkpoints[k])]] : []),
      [percentOverSeeds(runs.map((run) => run.checkpoints[k]!.trainAccuracy))],
      [percentOverSeeds(runs.map((run) => run.checkpoints[k]!.testAccuracy))],
    ]),
  };
  const finalTest = runs.map((run) => run.checkpoints.at(-1)!.testAccuracy);
  return [
    heading(3, experiment.id, `experiment-${experiment.id}`),
    paragraph(`${experiment.purpose}. `, describeTraining(experiment)),
    ...(diverged.length === 0 ? [] : [
      {
        kind: "warning",
        line: [
          `Diverged: the loss stopped being a number with seed ${
            diverged.map((run) => `${run.seed} (iteration ${run.divergedAt})`).join(", ")
          }.`,
        ],
      } as const,
    ]),
    ...(recorded?.prose === undefined ? [] : [paragraph(
      `The document has no table of this run; its prose says about ${
        percent(recorded.prose, 0)
      } %.`,
    )]),
    {
      kind: "side-by-side",
      blocks: [
        {
          kind: "figure",
          figure: {
            name: curveName(experiment.id),
            alt: `Learning curve of ${experiment.id}: test accuracy ${
              percentOverSeeds(finalTest)
            } % at the last checkpoint`,
          },
        },
        checkpoints.length > LONG_TABLE
          ? { kind: "details", summary: `All ${checkpoints.length} checkpoints`, blocks: [table] }
          : table,
      ],
    },
  ];
}

function recordedPair(checkpoint: readonly [number, number | null] | undefined): string {
  if (checkpoint === undefined) return "–";
  const [train, test] = checkpoint;
  return `${percent(train, 1)} / ${test === null ? "cut off" : percent(test, 1)}`;
}
