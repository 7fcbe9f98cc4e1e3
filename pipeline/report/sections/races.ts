import type { MeasuredRun } from "../../../lib/documents/measured_run.ts";
import type { Race } from "../../../lib/documents/race.ts";
import { iterationsTo } from "../../../lib/documents/run_measures.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { type Block, details, heading, paragraph, table } from "../blocks.ts";
import { accuracyRace, type Racer } from "../charts/accuracy_race.ts";
import { pointsOf } from "../charts/error_scale.ts";
import type { ReportContext } from "../context.ts";
import { measured, percent, percentAsWritten, percentOverSeeds, wholeNumber } from "../format.ts";
import { probedImages } from "../phrases.ts";
import { listed, words } from "../strings/languages.ts";

function capitalised(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

export const WORDS = words({
  en: {
    first: (setup: string, labels: readonly string[], goal: string, iterations: string): string =>
      `${setup} ${listed(labels.map(capitalised))} ${
        labels.length === 1 ? "is" : "are"
      } first at ${goal} %, after ${iterations} iterations`,
    none: (setup: string, kind: string, goal: string): string =>
      `${setup} no ${kind} reaches ${goal} %`,
    intro: (images: string, every: number, network: string, goal: string, note: string): string =>
      `Accuracy on the first ${images} test images every ${every} iterations, ${network}: the line is the mean over the seeds, the band their lowest and highest, the dot where the median run first reaches ${goal} %. ${note}`,
    iterationsTo: (goal: string): string => `Iterations to ${goal} %, median`,
    columns: (kind: string, iterationsTo: string, measure: string): string[] => [
      capitalised(kind),
      iterationsTo,
      "Did not reach it",
      capitalised(measure),
      "At the end, %",
    ],
    never: "never",
    iteration: "Iteration",
  },
  ko: {
    first: (setup, labels, goal, iterations) =>
      `${setup} ${goal} %에 가장 먼저 이르는 것은 ${labels.join(", ")}: 반복 ${iterations}회`,
    none: (setup, kind, goal) => `${setup} ${goal} %에 이르는 ${kind}: 없음`,
    intro: (images, every, network, goal, note) =>
      `처음 시험 이미지 ${images}개에 대한 정확도를 ${every}회마다 보았습니다. ${network} 선은 시드의 평균, 띠는 최저와 최고, 점은 중앙값인 실행이 처음 ${goal} %에 이른 곳입니다. ${note}`,
    iterationsTo: (goal) => `${goal} %까지의 반복, 중앙값`,
    columns: (kind, iterationsTo, measure) => [
      kind,
      iterationsTo,
      "도달하지 못함",
      measure,
      "끝, %",
    ],
    never: "도달 못 함",
    iteration: "반복",
  },
});

/** Every race of the document, with its chart and tables. */
export function races(context: ReportContext): Block[] {
  return context.document.races.flatMap((race) => raceSection(race, context));
}

function raceSection(race: Race, context: ReportContext): Block[] {
  const { document, results, language, words } = context;
  const racers = race.racers.map(({ label, experiment }) => {
    const runs = results.runsOf(experiment);
    const arrivals = runs.map((run) => iterationsTo(race.goal, run));
    return {
      label: label[language],
      runs,
      goalAt: lowerMedian(arrivals),
      never: arrivals.filter((iterations) => iterations === Infinity).length,
      points: pointsOf(runs),
    };
  }).filter(({ runs }) => runs.length > 0);
  // A race needs at least two.
  if (racers.length < 2) return [];
  const t = WORDS[language];
  const goal = percentAsWritten(race.goal);
  const measure = document.measures[race.measure]!;
  const isShare = measure.unit === "share";
  const average = (runs: readonly MeasuredRun[]): number => mean(runs.map(measure.of));
  const { every, accuracies } = racers[0]!.runs[0]!.probes;
  const iterations = (count: number): string => count === Infinity ? t.never : wholeNumber(count);
  const best = Math.min(...racers.map(({ goalAt }) => goalAt));
  const first = racers.filter(({ goalAt }) => goalAt === best).map(({ label }) => label);
  const arrivals = racers.map(({ label, goalAt }) => `${label}: ${iterations(goalAt)}`);
  return [
    heading(
      2,
      best === Infinity
        ? t.none(race.setup[language], race.kind[language], goal)
        : t.first(race.setup[language], first, goal, wholeNumber(best)),
      race.id,
    ),
    paragraph(t.intro(
      probedImages(context),
      every,
      race.network[language],
      goal,
      race.note[language],
    )),
    {
      kind: "figure",
      figure: {
        name: race.id,
        alt: `${t.iterationsTo(goal)}: ${arrivals.join(", ")}`,
        draw: (layout) => accuracyRace(racers, race.goal, t.iteration, layout),
        control: {
          label: t.iteration,
          min: 0,
          max: (accuracies.length - 1) * every,
          step: every,
          field: "iteration",
        },
      },
    },
    table(
      "lr",
      t.columns(
        race.kind[language],
        t.iterationsTo(goal),
        isShare ? `${measure.name[language]}, %` : measure.name[language],
      ),
      racers.map(({ label, runs, goalAt, never }) => [
        label,
        iterations(goalAt),
        words.countOf(never, runs.length),
        isShare ? percent(average(runs), 1) : measured(average(runs), measure),
        percentOverSeeds(runs.map(({ end }) => end.testAccuracy)),
      ]),
    ),
    details(words.charts.numbers, pointsTable(racers, context)),
  ];
}

/** The median; of two in the middle the lower one, so that it is a value that occurs. */
function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Infinity;
}

/** About ten of the points in the chart, and the last one. */
function pointsTable(racers: readonly Racer[], { words }: ReportContext): Block {
  const { points } = racers[0]!;
  const step = Math.ceil(points.length / 10);
  const shown = points.flatMap((point, k) =>
    k % step === 0 || k === points.length - 1 ? [{ ...point, k }] : []
  );
  return table(
    "r",
    [words.columns.afterIteration, ...racers.map(({ label }) => label)],
    shown.map(({ iteration, k }) => [
      wholeNumber(iteration),
      ...racers.map(({ points }) => percent(mean(points[k]!.accuracies), 1)),
    ]),
  );
}
