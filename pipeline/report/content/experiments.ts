import type { Experiment } from "../../../lib/document/experiments.ts";
import { RECORDED } from "../../../lib/document/recorded.ts";
import { type Block, paragraph } from "../blocks.ts";
import { curveName } from "../charts.ts";
import { describeTraining } from "../describe.ts";
import { percent, percentOverSeeds, wholeNumber } from "../format.ts";
import type { Judged } from "../judged.ts";
import { heading } from "./build.ts";

/** Beyond this many checkpoints a table is folded away. */
const LONG_TABLE = 10;

const KINDS = ["as-written", "corrected", "control"] as const;

/** A learning curve and a table for every experiment. */
export function experiments(results: Judged): Block[] {
  const t = results.strings.experiments;
  return KINDS.flatMap((kind) => {
    const chosen = results.experiments.filter((experiment) => experiment.kind === kind);
    if (chosen.length === 0) return [];
    return [
      heading(2, t.kinds[kind], kind),
      ...(kind === "as-written"
        ? [paragraph(
          t.intro,
          results.comparable ? t.diamonds : "",
          t.axis,
        )]
        : []),
      ...chosen.flatMap((experiment) => oneExperiment(experiment, results)),
    ];
  });
}

function oneExperiment(experiment: Experiment, results: Judged): Block[] {
  const { language } = results;
  const t = results.strings.experiments;
  const runs = results.runsOf(experiment.id);
  const recorded = results.comparable ? RECORDED[experiment.id] : undefined;
  const checkpoints = runs[0]!.checkpoints;
  const diverged = runs.filter((run) => run.divergedAt !== null);
  const table: Block = {
    kind: "table",
    columns: [
      { title: t.afterIteration, align: "right" },
      ...(recorded?.checkpoints ? [{ title: t.documentTrainTest, align: "right" } as const] : []),
      { title: t.oursTrain, align: "right" },
      { title: t.oursTest, align: "right" },
    ],
    rows: checkpoints.map(({ iteration }, k) => [
      [wholeNumber(iteration)],
      ...(recorded?.checkpoints ? [[recordedPair(recorded.checkpoints[k], t.cutOff)]] : []),
      [percentOverSeeds(runs.map((run) => run.checkpoints[k]!.trainAccuracy))],
      [percentOverSeeds(runs.map((run) => run.checkpoints[k]!.testAccuracy))],
    ]),
  };
  const finalTest = runs.map((run) => run.checkpoints.at(-1)!.testAccuracy);
  return [
    heading(3, experiment.id, `experiment-${experiment.id}`),
    paragraph(
      `${experiment.purpose[language]}. `,
      describeTraining(experiment, results.strings),
    ),
    ...(diverged.length === 0 ? [] : [
      {
        kind: "warning",
        line: [
          t.diverged(
            diverged.map((run) => t.divergedSeed(run.seed, run.divergedAt!)).join(", "),
          ),
        ],
      } as const,
    ]),
    ...(recorded?.prose === undefined ? [] : [paragraph(
      t.proseOnly(percent(recorded.prose, 0)),
    )]),
    {
      kind: "side-by-side",
      blocks: [
        {
          kind: "figure",
          figure: {
            name: curveName(experiment.id),
            alt: t.curveAlt(experiment.id, percentOverSeeds(finalTest)),
          },
        },
        checkpoints.length > LONG_TABLE
          ? { kind: "details", summary: t.allCheckpoints(checkpoints.length), blocks: [table] }
          : table,
      ],
    },
  ];
}

function recordedPair(
  checkpoint: readonly [number, number | null] | undefined,
  cutOff: string,
): string {
  if (checkpoint === undefined) return "–";
  const [train, test] = checkpoint;
  return `${percent(train, 1)} / ${test === null ? cutOff : percent(test, 1)}`;
}
