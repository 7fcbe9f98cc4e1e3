import type { Experiment } from "../../../lib/documents/experiment.ts";
import { meets } from "../../../lib/verdict/criterion.ts";
import { type Block, details, paragraph } from "../blocks.ts";
import { recordedOf } from "../comparison.ts";
import { describeTraining } from "../describe.ts";
import { curvesFigure, KINDS } from "../figures/curves.ts";
import { percent, percentOverSeeds, wholeNumber } from "../format.ts";
import type { Judged } from "../judged.ts";
import { figure, heading } from "./build.ts";
import { insideNetworks } from "./inside.ts";
import { overSeeds } from "./over_seeds.ts";

/** The learning curves of all experiments, and everything about each. */
export function experiments(results: Judged): Block[] {
  const { strings, comparable } = results;
  const t = strings.experiments;
  return [
    ...KINDS.flatMap((kind) => {
      const chosen = results.experiments.filter((experiment) => experiment.kind === kind);
      if (chosen.length === 0) return [];
      return [
        heading(2, title(kind, chosen, results), kind),
        ...(kind === results.experiments[0]!.kind
          ? [paragraph(t.intro, comparable ? t.diamonds : "", t.axis)]
          : []),
        ...curvesFigure(kind, results).map((chart) => figure(chart, altOf(chosen, results))),
        details(
          t.each[kind],
          ...chosen.flatMap((experiment) => oneExperiment(experiment, results)),
        ),
      ];
    }),
    ...overSeeds(results),
    insideNetworks(results),
  ];
}

/** How many networks can be trained: those most of whose runs are. */
function title(
  kind: Experiment["kind"],
  chosen: readonly Experiment[],
  { document, runsOf, strings }: Judged,
): string {
  const criterion = document.counted.trained;
  const trained = chosen.filter(({ id }) => {
    const runs = runsOf(id);
    return 2 * runs.filter((run) => meets(document, criterion, run)).length > runs.length;
  });
  const { bound } = document.criteria[criterion]!;
  const least = "atLeast" in bound ? bound.atLeast : 0;
  return strings.experiments.title[kind](trained.length, chosen.length, percent(least, 0));
}

function altOf(chosen: readonly Experiment[], { runsOf, strings }: Judged): string {
  return chosen.map(({ id }) =>
    strings.experiments.curveAlt(
      id,
      percentOverSeeds(runsOf(id).map((run) => run.checkpoints.at(-1)!.testAccuracy)),
    )
  ).join("; ");
}

function oneExperiment(experiment: Experiment, results: Judged): Block[] {
  const { language } = results;
  const t = results.strings.experiments;
  const runs = results.runsOf(experiment.id);
  const recorded = recordedOf(experiment.id, results);
  const checkpoints = runs[0]!.checkpoints;
  const diverged = runs.filter((run) => run.divergedAt !== null);
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
