import type { Experiment, ExperimentKind } from "../../../../lib/documents/experiment.ts";
import type { RecordedCheckpoint } from "../../../../lib/documents/recorded.ts";
import { mean } from "../../../../lib/statistics/summary.ts";
import { meets } from "../../../../lib/verdict/criterion.ts";
import {
  type Block,
  details,
  type Figure,
  heading,
  paragraph,
  table,
  warning,
} from "../../blocks.ts";
import { type CurvePanel, learningCurves } from "../../charts/learning_curves.ts";
import type { ReportContext } from "../../context.ts";
import { percent, percentAsWritten, percentOverSeeds, wholeNumber } from "../../format.ts";
import {
  accuraciesAtLastRecorded,
  hasRecorded,
  lastRecorded,
  percentDigits,
  recordedOf,
} from "../../document_numbers.ts";
import { boundText } from "../../phrases.ts";
import { words } from "../../strings/languages.ts";
import { describeTraining } from "./describe.ts";

/** The kinds of experiments; each has a chart. */
const KINDS: readonly ExperimentKind[] = ["as-written", "corrected", "control"];

export const WORDS = words({
  en: {
    kinds: {
      "as-written": "As written",
      "corrected": "With the defects corrected",
      "control": "Of the controls",
    },
    reach: (kind: string, trained: number, all: number, least: string): string =>
      `${kind}, ${trained} of ${all} networks reach ${least} %`,
    have: (kind: string, trained: number, all: number, measure: string, bound: string): string =>
      `${kind}, ${trained} of ${all} networks have ${measure} of ${bound}`,
    each: {
      "as-written": "Every experiment as written, in words and numbers",
      "corrected": "Every corrected experiment, in words and numbers",
      "control": "Every control, in words and numbers",
    },
    intro:
      "Test accuracy at the checkpoints: the line is the mean over the seeds, the band their lowest and highest",
    diamonds:
      ", orange diamonds are the document's; the figures are at the last checkpoint that the document shows",
    axis: ". The axis is spaced by error, so halving the error is the same step everywhere.",
    alt: (id: string, accuracy: string): string =>
      `Learning curve of ${id}: test accuracy ${accuracy} % at the last checkpoint`,
    training: "Training",
    documentTrainTest: "Document train / test, %",
    oursTrain: "Ours train, %",
    oursTest: "Ours test, %",
    cutOff: "cut off",
    diverged: (seeds: string): string =>
      `Diverged: the loss stopped being a number with seed ${seeds}.`,
    divergedSeed: (seed: number, iteration: number): string => `${seed} (iteration ${iteration})`,
    proseOnly: (accuracy: string): string =>
      `The document has no table of this run; its prose says about ${accuracy} %.`,
  },
  ko: {
    kinds: {
      "as-written": "원문대로는",
      "corrected": "결함을 바로잡으면",
      "control": "통제 실험에서는",
    },
    reach: (kind, trained, all, least) =>
      `${kind} 신경망 ${all}개 중 ${trained}개가 ${least} %에 이릅니다`,
    have: (kind, trained, all, measure, bound) =>
      `${kind} 신경망 ${all}개 중 ${trained}개의 ${measure} 값이 ${bound}입니다`,
    each: {
      "as-written": "원문대로 한 모든 실험의 설명과 수치",
      "corrected": "바로잡은 모든 실험의 설명과 수치",
      "control": "모든 통제 실험의 설명과 수치",
    },
    intro: "점검 시점의 시험 정확도입니다. 선은 시드의 평균, 띠는 최저와 최고",
    diamonds:
      ", 주황색 마름모는 문서의 시험 정확도이고, 수치는 문서가 보여 주는 마지막 점검 시점의 것",
    axis: ". 축은 오류율의 로그이므로 오류가 절반이 되는 거리가 어디서나 같습니다.",
    alt: (id, accuracy) => `${id}의 학습 곡선: 마지막 점검 시점의 시험 정확도 ${accuracy} %`,
    training: "훈련",
    documentTrainTest: "문서 훈련 / 시험, %",
    oursTrain: "우리 훈련, %",
    oursTest: "우리 시험, %",
    cutOff: "잘림",
    diverged: (seeds) => `발산: 시드 ${seeds}에서 손실이 수가 아니게 되었습니다.`,
    divergedSeed: (seed, iteration) => `${seed} (반복 ${iteration})`,
    proseOnly: (accuracy) => `문서에는 이 실행의 표가 없고, 본문이 약 ${accuracy} %라고 말합니다.`,
  },
});

/** The learning curves and the details of all experiments, by kind. */
export function experiments(context: ReportContext): Block[] {
  const { results, language } = context;
  const t = WORDS[language];
  const intro = paragraph(t.intro, hasRecorded(context) ? t.diamonds : "", t.axis);
  const byKind = KINDS
    .map((kind) => ({ kind, chosen: results.experiments.filter((one) => one.kind === kind) }))
    .filter(({ chosen }) => chosen.length > 0);
  return byKind.flatMap(({ kind, chosen }, i) => [
    heading(2, title(kind, chosen, context), kind),
    ...(i === 0 ? [intro] : []),
    { kind: "figure", figure: curves(kind, chosen, context) },
    details(t.each[kind], ...chosen.flatMap((experiment) => oneExperiment(experiment, context))),
  ]);
}

/** How many networks train: those more than half of whose runs do. */
function title(
  kind: ExperimentKind,
  chosen: readonly Experiment[],
  { document, results, language, words }: ReportContext,
): string {
  const name = document.counted.trained;
  const trained = chosen.filter(({ id }) => {
    const runs = results.runsOf(id);
    return 2 * runs.filter((run) => meets(document, name, run)).length > runs.length;
  });
  const criterion = document.criteria[name]!;
  const measure = document.measures[criterion.measure]!;
  const t = WORDS[language];
  const counts = [t.kinds[kind], trained.length, chosen.length] as const;
  return measure.unit === "share" && "atLeast" in criterion.bound
    ? t.reach(...counts, percentAsWritten(criterion.bound.atLeast))
    : t.have(...counts, measure.name[language], boundText(criterion, measure, words));
}

function curves(
  kind: ExperimentKind,
  chosen: readonly Experiment[],
  context: ReportContext,
): Figure {
  const { results, language, words } = context;
  const t = WORDS[language];
  const panels = chosen.map(({ id, training: { iterations } }): CurvePanel => {
    const runs = results.runsOf(id);
    const points = runs[0]!.checkpoints.map(({ iteration }, k) => ({
      iteration,
      accuracies: runs.map((run) => run.checkpoints[k]!.testAccuracy),
    }));
    const last = lastRecorded(id, context);
    const { checkpoints = [], prose } = recordedOf(id, context) ?? {};
    return {
      title: id,
      result: `${percent(mean(accuraciesAtLastRecorded(id, context)))} %`,
      reference: last && { name: words.charts.document, value: `${last.text} %` },
      iterations,
      points,
      diamonds: [
        ...checkpoints.flatMap(([, accuracy], k) =>
          accuracy === null || points[k] === undefined ? [] : [{ ...points[k], accuracy }]
        ),
        ...(prose === undefined ? [] : [{ ...points.at(-1)!, accuracy: prose }]),
      ],
    };
  });
  const alt = panels.map(({ title, points }) =>
    t.alt(title, percentOverSeeds(points.at(-1)!.accuracies))
  );
  return {
    name: `curves-${kind}`,
    alt: alt.join("; "),
    draw: (layout) => learningCurves(panels, layout),
    control: { label: t.training, min: 0, max: 100, step: 5, field: "from", unit: " %" },
  };
}

function oneExperiment(experiment: Experiment, context: ReportContext): Block[] {
  const { results, language, words } = context;
  const t = WORDS[language];
  const runs = results.runsOf(experiment.id);
  const { checkpoints, prose, step = 1 } = recordedOf(experiment.id, context) ?? {};
  const diverged = runs.flatMap(({ seed, divergedAt }) =>
    divergedAt === null ? [] : [t.divergedSeed(seed, divergedAt)]
  );
  return [
    heading(3, experiment.id, `experiment-${experiment.id}`),
    paragraph(`${experiment.purpose[language]}. `, describeTraining(experiment, language)),
    ...(diverged.length > 0 ? [warning(t.diverged(diverged.join(", ")))] : []),
    ...(prose === undefined ? [] : [paragraph(t.proseOnly(percent(prose, percentDigits(step))))]),
    table(
      "r",
      [
        words.columns.afterIteration,
        ...(checkpoints ? [t.documentTrainTest] : []),
        t.oursTrain,
        t.oursTest,
      ],
      runs[0]!.checkpoints.map(({ iteration }, k) => [
        wholeNumber(iteration),
        ...(checkpoints ? [recordedPair(checkpoints[k], percentDigits(step), t.cutOff)] : []),
        percentOverSeeds(runs.map((run) => run.checkpoints[k]!.trainAccuracy)),
        percentOverSeeds(runs.map((run) => run.checkpoints[k]!.testAccuracy)),
      ]),
    ),
  ];
}

function recordedPair(
  checkpoint: RecordedCheckpoint | undefined,
  digits: number,
  cutOff: string,
): string {
  if (checkpoint === undefined) return "–";
  const [train, test] = checkpoint;
  return `${percent(train, digits)} / ${test === null ? cutOff : percent(test, digits)}`;
}
