import { type ArmName, type Claim, CLAIMS, MEASURES } from "../../lib/document/claims.ts";
import { DEFECTS } from "../../lib/document/defects.ts";
import { type Experiment, EXPERIMENTS } from "../../lib/document/experiments.ts";
import { RECORDED } from "../../lib/document/recorded.ts";
import { dataFiles, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { mean } from "../../lib/outcome/measure.ts";
import { checkArm, type CheckedArm, type CheckedCondition } from "../../lib/outcome/outcome.ts";
import { dataHash } from "../data/cache.ts";
import { SYNTHETIC_WARNING } from "../data/choose_source.ts";
import { type Block, type Column, type Line, paragraph, type Report } from "./blocks.ts";
import { curveName, DIFFERENCES, optimizerRacers, OPTIMIZERS } from "./charts.ts";
import { comparisons, lastRecorded } from "./comparison.ts";
import { describeTraining } from "./describe.ts";
import {
  percent,
  percentDigits,
  percentOverSeeds,
  seedCount,
  signed,
  wholeNumber,
} from "./format.ts";
import type { Results, Run } from "./results.ts";

const ARMS: readonly ArmName[] = ["as-written", "corrected", "controlled"];

/** Beyond this many checkpoints a table is folded away. */
const LONG_TABLE = 10;

interface CheckedClaim {
  readonly claim: Claim;
  readonly arms: ReadonlyMap<ArmName, CheckedArm>;
}

/** Everything that a report says, in order. */
export function reportContent(results: Results): Report {
  const synthetic = results.source === SYNTHETIC_DIGITS;
  const claims = CLAIMS.map((claim): CheckedClaim => ({
    claim,
    arms: new Map(ARMS.map((arm) => [arm, checkArm(claim.arms[arm] ?? [], results.runsOf)])),
  }));
  const title = outcomeSentence(claims, results);
  return {
    title: synthetic ? `Synthetic digits, not MNIST: ${title}` : title,
    blocks: [
      ...(synthetic ? [{ kind: "warning", line: [`${SYNTHETIC_WARNING}.`] } as const] : []),
      ...introduction(results),
      ...conclusions(claims, results, !synthetic),
      ...(synthetic ? [] : recordedComparison(results)),
      ...optimizers(results),
      ...defects(results),
      ...experiments(results, !synthetic),
      ...evidence(claims),
      ...provenance(results),
      ...limits(results),
    ],
  };
}

function outcomeSentence(claims: readonly CheckedClaim[], results: Results): string {
  const tested = claims.filter(({ arms }) => outcomeOf(arms, "as-written") !== "not tested");
  if (tested.length === 0) return "None of the document's conclusions is tested by these runs";
  const seen = tested.filter(({ arms }) => outcomeOf(arms, "as-written") === "seen").length;
  const otherwise = tested.filter(({ arms }) =>
    outcomeOf(arms, "as-written") === "seen" &&
    ARMS.slice(1).some((arm) => !["seen", "not tested"].includes(outcomeOf(arms, arm)))
  ).length;
  const rest = otherwise === 0
    ? ""
    : `; ${otherwise} of these ${
      otherwise === 1 ? "does" : "do"
    } not hold up under correction or control`;
  return `${seen} of ${tested.length} conclusions show again in ${
    seedCount(results.seeds.length)
  }${rest}`;
}

function outcomeOf(arms: ReadonlyMap<ArmName, CheckedArm>, arm: ArmName): string {
  return arms.get(arm)!.outcome;
}

function introduction({ experiments, seeds, source, dtype }: Results): Block[] {
  const runs = experiments.length * seeds.length;
  return [
    paragraph(
      `We trained ${experiments.length} networks of the document on ${source.title}, ${runs} runs in ${dtype}, each with ${
        seeds.length === 1 ? `the one seed ${seeds[0]}` : `the seeds ${seeds.join(", ")}`
      }: as written, with its defects corrected, and in controls that change one thing at a time. `,
      `Seed s here is np.random.seed(s) and the notebook in NumPy.`,
    ),
    paragraph(
      {
        bold: seeds.length === 1
          ? "One seed: these are single runs, and no statistics stand behind the words below."
          : `${
            seedCount(seeds.length)
          }: the words below compare means over the seeds, and no statistics stand behind them yet.`,
      },
      " “Seen” means that all conditions of a conclusion were met in these runs, “in part” some, “not seen” none; “no clear difference” that runs differ by less than the margin.",
    ),
  ];
}

function conclusions(
  claims: readonly CheckedClaim[],
  results: Results,
  comparable: boolean,
): Block[] {
  const columns: Column[] = [
    { title: "" },
    { title: "The document concludes" },
    { title: "Document, %" },
    { title: "This run, %" },
    { title: "As written" },
    { title: "Corrected" },
    { title: "Controlled" },
  ];
  const rows = claims.map(({ claim, arms }): Line[] => {
    const shown = experimentsOf(claim, "as-written").filter((id) => results.runsOf(id).length > 0);
    return [
      [{ link: claim.id, to: `#evidence-${claim.id}` }],
      [claim.text],
      comparable ? [shown.map(recordedText).join(" / ")] : ["not comparable"],
      [shown.map((id) => ownText(id, results)).join(" / ")],
      ...ARMS.map((arm): Line =>
        Object.keys(claim.arms).length === 0 ? ["not measured"] : outcomeLine(arms.get(arm)!)
      ),
    ];
  });
  return [
    heading(2, "What the document concludes, and what these runs show", "conclusions"),
    paragraph(
      "Test accuracies of the runs that the evidence names first, in its order, at the last checkpoint that the document shows. Corrected: the document's slips mended. Controlled: one thing changed at a time.",
    ),
    { kind: "table", columns, rows },
  ];
}

function outcomeLine({ outcome, seeds, seedsAgreeing }: CheckedArm): Line {
  if (outcome === "not tested") return ["–"];
  return seeds === 1
    ? [{ bold: outcome }]
    : [{ bold: outcome }, ` (${seedsAgreeing} of ${seeds} seeds)`];
}

/** The experiments that an arm of a claim looks at, each once, in order. */
function experimentsOf(claim: Claim, arm: ArmName): string[] {
  const ids = (claim.arms[arm] ?? []).flatMap((condition) =>
    "bound" in condition ? [condition.of] : [condition.of, condition.than]
  );
  return [...new Set(ids)];
}

function recordedText(experiment: string): string {
  const last = lastRecorded(experiment);
  return last === undefined ? "–" : percent(last.recorded, percentDigits(last.step));
}

/** Ours at the checkpoint of the document's last figure, or at the last. */
function ownText(experiment: string, results: Results): string {
  const checkpoint = lastRecorded(experiment)?.checkpoint ?? -1;
  const runs = results.runsOf(experiment);
  return percent(mean(runs.map((run) => run.checkpoints.at(checkpoint)!.testAccuracy)), 1);
}

function recordedComparison(results: Results): Block[] {
  const rows = comparisons(results);
  if (rows.length === 0) return [];
  const readings = rows.filter(({ experiment }) => experiment.id.startsWith("0-shallow"));
  const distance = ({ recorded, ours }: typeof rows[number]): number =>
    Math.abs(mean(ours) - recorded);
  const nearest = [...readings].sort((a, b) => distance(a) - distance(b))[0];
  return [
    heading(2, "Our accuracies beside the recorded ones", "recorded"),
    paragraph(
      "Test accuracy minus the document's last figure, in percentage points (pp). The strip is the document's rounding. The document ran each network once, unseeded, so a difference of some points may be chance.",
    ),
    {
      kind: "figure",
      figure: {
        name: DIFFERENCES,
        wide: true,
        alt: rows.map(({ experiment, recorded, ours }) =>
          `${experiment.id}: document ${percent(recorded, 1)} %, this run ${percent(mean(ours))} %`
        ).join("; "),
      },
    },
    {
      kind: "details",
      summary: "Numbers behind the chart",
      blocks: [{
        kind: "table",
        columns: [
          { title: "Experiment" },
          { title: "Document, %", align: "right" },
          { title: "This run, %", align: "right" },
          { title: "Difference, pp", align: "right" },
        ],
        rows: rows.map(({ experiment, recorded, step, ours }) => [
          [experimentLink(experiment.id)],
          [percent(recorded, percentDigits(step))],
          [percentOverSeeds(ours)],
          [signed(100 * (mean(ours) - recorded))],
        ]),
      }],
    },
    ...(readings.length < 2 ? [] : [paragraph(
      "Section 0's “2 layers, 30 neurons” can be read in two ways. ",
      ...readings.map(({ experiment, ours }) =>
        `${experiment.id} ends at ${percentOverSeeds(ours)} %. `
      ),
      `Nearest to the document's ${percent(readings[0]!.recorded, 0)} % is ${
        nearest!.experiment.id
      }.`,
    )]),
  ];
}

function optimizers(results: Results): Block[] {
  if (optimizerRacers(results).length === 0) return [];
  return [
    heading(2, "The optimisers on one and the same network", "optimizers"),
    paragraph(
      "Loss of the mini-batch after each update, mean of 50 iterations, on 100 × 4 with He initialisation. Each optimiser has the learning rate of the document; RMSprop as written adds its decay instead of multiplying by it.",
    ),
    {
      kind: "figure",
      figure: {
        name: OPTIMIZERS,
        wide: true,
        alt: "Loss over the iterations for SGD, momentum, AdaGrad, RMSprop and Adam",
      },
    },
  ];
}

function defects(results: Results): Block[] {
  const rows = DEFECTS.map(({ where, what, line, shownBy }): Line[] => [
    [where],
    line === undefined
      ? [what]
      : [what, " ", { code: line.wrong }, " must be ", { code: line.right }, "."],
    shownBy === undefined ? ["–"] : accuracyLine([shownBy.with], results),
    shownBy === undefined ? ["–"] : accuracyLine(shownBy.without, results),
  ]);
  return [
    heading(2, "What the document gets wrong, and what changes", "defects"),
    paragraph("Test accuracy at the last checkpoint, in percent."),
    {
      kind: "table",
      columns: [
        { title: "Section" },
        { title: "What is wrong" },
        { title: "With it" },
        { title: "Corrected or controlled" },
      ],
      rows,
    },
  ];
}

/** "2-1-momentum 95.4, ..." for those that were run. */
function accuracyLine(ids: readonly string[], results: Results): Line {
  const parts = ids.filter((id) => results.runsOf(id).length > 0).map((id, i): Line => [
    i === 0 ? "" : ", ",
    experimentLink(id),
    ` ${percent(mean(results.runsOf(id).map(finalTest)), 1)}`,
  ]);
  return parts.length === 0 ? ["not run"] : parts.flat();
}

const KIND_TITLES = {
  "as-written": "Every experiment of the document, as written",
  "corrected": "Corrected",
  "control": "Controls",
} as const;

function experiments(results: Results, comparable: boolean): Block[] {
  return Object.entries(KIND_TITLES).flatMap(([kind, title]) => {
    const chosen = results.experiments.filter((experiment) => experiment.kind === kind);
    if (chosen.length === 0) return [];
    return [
      heading(2, title, kind),
      ...(kind === "as-written"
        ? [paragraph(
          "Accuracy over the iterations: blue line test, dashed grey line training",
          comparable ? ", orange diamonds the document's test accuracy" : "",
          ". The axis is spaced by error, so halving the error is the same step everywhere.",
        )]
        : []),
      ...chosen.flatMap((experiment) => oneExperiment(experiment, results, comparable)),
    ];
  });
}

function oneExperiment(experiment: Experiment, results: Results, comparable: boolean): Block[] {
  const runs = results.runsOf(experiment.id);
  const recorded = comparable ? RECORDED[experiment.id] : undefined;
  const checkpoints = runs[0]!.checkpoints;
  const diverged = runs.filter((run) => run.divergedAt !== null);
  const table: Block = {
    kind: "table",
    columns: [
      { title: "After iteration", align: "right" },
      ...(recorded?.checkpoints
        ? [{ title: "Document train / test, %", align: "right" } as const]
        : []),
      { title: "This run train, %", align: "right" },
      { title: "This run test, %", align: "right" },
    ],
    rows: checkpoints.map(({ iteration }, k) => [
      [wholeNumber(iteration)],
      ...(recorded?.checkpoints ? [[recordedPair(recorded.checkpoints[k])]] : []),
      [percentOverSeeds(runs.map((run) => run.checkpoints[k]!.trainAccuracy))],
      [percentOverSeeds(runs.map((run) => run.checkpoints[k]!.testAccuracy))],
    ]),
  };
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
              percentOverSeeds(runs.map(finalTest))
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

function evidence(claims: readonly CheckedClaim[]): Block[] {
  return [
    heading(2, "Evidence for each conclusion", "evidence"),
    paragraph("Every condition is fixed in the code and checked on the means over the seeds."),
    {
      kind: "list",
      items: Object.values(MEASURES).map(({ name, definition, margin, unit }) => [
        { bold: name },
        `: ${definition}; differences under ${
          unit === "share" ? `${percent(margin, 1)} pp` : margin
        } do not count.`,
      ]),
    },
    ...claims.flatMap(({ claim, arms }): Block[] =>
      [
        heading(3, claim.id, `evidence-${claim.id}`),
        paragraph(claim.text),
        ...(claim.notMeasured === undefined
          ? []
          : [paragraph(`Not measured here: ${claim.notMeasured}.`)]),
        {
          kind: "list",
          items: ARMS.flatMap((arm) =>
            arms.get(arm)!.conditions.map((condition) => conditionLine(arm, condition))
          ),
        },
      ].filter((block) => block.kind !== "list" || block.items.length > 0) as Block[]
    ),
  ];
}

function conditionLine(arm: ArmName, { condition, value, other, finding }: CheckedCondition): Line {
  const { name, unit } = MEASURES[condition.measure];
  const show = (number: number): string =>
    unit === "share" ? `${percent(number)} %` : number.toFixed(4);
  const start: Line = [
    `${arm}: ${name} of `,
    experimentLink(condition.of),
    ` (${show(value)}) is `,
  ];
  const end: Line = [" – ", { bold: finding }];
  if ("bound" in condition) {
    return [...start, `${condition.kind.replace("-", " ")} ${show(other)}`, ...end];
  }
  return [
    ...start,
    `${condition.kind} than that of `,
    experimentLink(condition.than),
    ` (${show(other)})`,
    ...end,
  ];
}

function provenance(results: Results): Block[] {
  const { source, seeds, dtype, experiments, engine } = results;
  const flags = [
    `--dataset ${source.name}`,
    seeds.every((seed, i) => seed === i)
      ? `--seeds ${seeds.length}`
      : seeds.map((seed) => `--seed ${seed}`).join(" "),
    `--dtype ${dtype}`,
  ];
  const everything = experiments.length === EXPERIMENTS.length
    ? []
    : [`--only ${experiments.map(({ id }) => id).join(",")}`];
  return [
    heading(2, "Run it again", "provenance"),
    paragraph("The results are the same, bit for bit, for any number of workers."),
    { kind: "commands", lines: [`deno task reproduce ${[...flags, ...everything].join(" ")}`] },
    {
      kind: "table",
      columns: [{ title: "What" }, { title: "SHA-256" }],
      rows: [
        [["Engine (code in lib/engine)"], [{ code: engine }]],
        [[`Data set ${source.name}`], [{ code: dataHash(source) }]],
        ...dataFiles(source).map(({ name, sha256 }): Line[] => [[name], [{ code: sha256 }]]),
      ],
    },
    {
      kind: "details",
      summary: "Digests of the final weights",
      blocks: [{
        kind: "table",
        columns: [
          { title: "Experiment" },
          { title: "Seed", align: "right" },
          { title: "SHA-256 of the weights" },
        ],
        rows: experiments.flatMap(({ id }) =>
          results.runsOf(id).map((run): Line[] => [
            [experimentLink(id)],
            [String(run.seed)],
            [{ code: run.weightsSha256 }],
          ])
        ),
      }],
    },
  ];
}

function limits({ seeds }: Results): Block[] {
  return [
    heading(2, "Limits", "limits"),
    {
      kind: "list",
      items: [
        [
          seeds.length === 1
            ? "One seed cannot tell a rule from luck."
            : `${seedCount(seeds.length)} without a test cannot tell a rule from luck.`,
        ],
        ["All accuracies are on one test set of 10,000 images."],
        ["Learning rates are the document's; none was tuned."],
        [
          "The same bits show that the same computation was made, not that a conclusion is true of other data.",
        ],
      ],
    },
  ];
}

function heading(level: 2 | 3, text: string, id: string): Block {
  return { kind: "heading", level, text, id };
}

function experimentLink(id: string): Line[number] {
  return { link: id, to: `#experiment-${id}` };
}

function finalTest(run: Run): number {
  return run.checkpoints.at(-1)!.testAccuracy;
}
