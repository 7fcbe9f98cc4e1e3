import { ARM_NAMES } from "../../lib/document/claims.ts";
import type { Language } from "../../lib/document/language.ts";
import { MEASURES } from "../../lib/document/measures.ts";
import { RECORDED } from "../../lib/document/recorded.ts";
import { summarisePaired } from "../../lib/statistics/paired.ts";
import { mean } from "../../lib/statistics/summary.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/verdict.ts";
import { differencesChart } from "./charts/differences.ts";
import type { JudgedClaim } from "../../lib/verdict/judge.ts";
import type { Chart } from "./charts/draw.ts";
import { evidenceStrip, type StripRow } from "./charts/evidence_strip.ts";
import { learningCurve } from "./charts/learning_curve.ts";
import { optimizerRace, type Racer } from "./charts/optimizer_race.ts";
import { comparisons } from "./comparison.ts";
import type { Judged } from "./judged.ts";
import { effect } from "./content/words.ts";
import { percent, percentDigits } from "./format.ts";
import type { ColourName } from "./charts/theme.ts";
import type { Strings } from "./strings/strings.ts";

/** The name of a chart that has words, which there is one of for each language. */
function inLanguage(name: string, language: Language): string {
  return language === "en" ? name : `${name}-${language}`;
}

/** The name of the chart of the document's numbers. */
export function differencesName({ language }: Judged): string {
  return inLanguage("differences", language);
}

/** The name of the chart of the optimisers. */
export function optimizersName({ language }: Judged): string {
  return inLanguage("optimizers", language);
}

/** The name of an experiment's learning curve, which has no words. */
export function curveName(experiment: string): string {
  return `curve-${experiment}`;
}

/** The name of the chart of a conclusion's evidence. */
export function evidenceName(claim: string, { language }: Judged): string {
  return inLanguage(`evidence-${claim}`, language);
}

/** The optimisers on one and the same network. */
const RACERS: readonly {
  readonly label: (t: Strings["optimizers"]) => string;
  readonly colour: ColourName;
  readonly experiment: string;
}[] = [
  { label: () => "SGD", colour: "text", experiment: "control-optimizer-sgd" },
  { label: (t) => t.momentum, colour: "momentum", experiment: "control-optimizer-momentum" },
  { label: () => "AdaGrad", colour: "adagrad", experiment: "control-optimizer-adagrad" },
  { label: () => "RMSprop", colour: "rmsprop", experiment: "2-2-rmsprop-corrected-lr-0.001" },
  { label: () => "Adam", colour: "run", experiment: "control-optimizer-adam" },
  { label: (t) => t.asWritten, colour: "document", experiment: "2-2-rmsprop" },
];

/** The optimisers to compare: those that were run, did not diverge at once, and have company. */
export function optimizerRacers(results: Judged): readonly Racer[] {
  const racers = RACERS
    .map(({ label, colour, experiment }) => ({
      label: label(results.strings.optimizers),
      colour,
      runs: results.runsOf(experiment),
    }))
    .filter(({ runs }) =>
      runs.length > 0 && runs.every((run) => Number.isFinite(run.lossMeans.values[0]))
    );
  return racers.length > 1 ? racers : [];
}

/** The comparisons behind the verdicts on a conclusion, as rows of a chart. */
export function evidenceRows(
  { arms }: JudgedClaim,
  { language, strings: t }: Pick<Judged, "language" | "strings">,
): StripRow[] {
  return ARM_NAMES.flatMap((name) =>
    arms[name].parts.flatMap((part): StripRow[] => {
      const { condition, evidence, verdict } = part;
      if (evidence.kind !== "paired" || condition.kind === "most") return [];
      const { margin, summary } = evidence;
      const [low, high] = summary.interval95;
      return [{
        what: `${t.arms[name]}: ${MEASURES[condition.measure].name[language]}`,
        who: `${condition.of} ${condition.kind === "more" ? ">" : "<"} ${condition.than}`,
        effect: effect(part, t),
        verdict: t.verdicts[verdict],
        differences: evidence.differences.map((difference) => difference / margin),
        mean: summary.mean / margin,
        interval: [low / margin, high / margin],
      }];
    })
  );
}

/** All charts that the results at hand allow. */
export function allCharts(results: Judged): readonly Chart[] {
  const { comparable, strings: t } = results;
  const charts: Chart[] = [];
  for (const judged of results.judgement.claims) {
    const rows = evidenceRows(judged, results);
    if (rows.length > 0) {
      charts.push(evidenceStrip(evidenceName(judged.claim.id, results), rows, t.charts.margins));
    }
  }
  const rows = comparable ? comparisons(results) : [];
  if (rows.length > 0) {
    charts.push(differencesChart(
      differencesName(results),
      rows.map(({ experiment, recorded, step, ours }) => ({
        label: experiment.id,
        recorded: percent(recorded, percentDigits(step)),
        ours: percent(mean(ours)),
        differences: ours.map((value) => 100 * (value - recorded)),
        ...(ours.length < FEWEST_SEEDS
          ? {}
          : { interval: summarisePaired(ours.map((v) => 100 * (v - recorded)), 1).interval95 }),
        rounding: 100 * step / 2,
      })),
      t.charts.document,
    ));
  }
  const racers = optimizerRacers(results);
  if (racers.length > 0) {
    charts.push(optimizerRace(optimizersName(results), racers, t.optimizers.iteration));
  }
  for (const { id, training } of results.experiments) {
    const recorded = comparable ? RECORDED[id] : undefined;
    charts.push(
      learningCurve(curveName(id), training.iterations, results.runsOf(id), recorded),
    );
  }
  return charts;
}
