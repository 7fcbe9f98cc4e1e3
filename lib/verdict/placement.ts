import type { MeasuredRun } from "../documents/measured_run.ts";
import type { RecordedNumbers } from "../documents/recorded.ts";
import { mean, standardDeviation } from "../statistics/summary.ts";
import { tTwoSided } from "../statistics/student_t.ts";
import { FEWEST_SEEDS } from "./levels.ts";
import { printedSteps } from "./printed.ts";

/** Where the document's numbers of an experiment lie among our seeds. */
export interface Placement {
  /** The last test accuracy that the document gives, 0..1. */
  readonly recorded: number;
  /** The unit of the last digit that the document prints. */
  readonly step: number;
  /** Our test accuracy at the same checkpoint, one a seed, not rounded. */
  readonly ours: readonly number[];
  /** The share of seeds whose accuracy, rounded to the same step, is lower; ties count a half. */
  readonly percentile: number;
  /** The distance from our mean in standard deviations, including that of rounding. */
  readonly z: number;
  /** The two-sided p-value of one more seed as far away. */
  readonly pValue: number;
  /** All numbers that the document prints of this experiment, as one curve. */
  readonly curve: {
    /** The number of numbers in it. */
    readonly numbers: number;
    /** The rank of the document's curve; 1 is the most unusual. */
    readonly rank: number;
    /** The number of curves, the document's included. */
    readonly curves: number;
  };
  /** The conclusion. */
  readonly finding: PlacementFinding;
}

/** Whether the document's numbers could come from one more seed. */
export type PlacementFinding =
  | "one of our seeds"
  | "a rare seed"
  | "another computation"
  | "too few seeds to tell";

/** With fewer curves than this, no rank is 1 in 20. */
const ENOUGH_CURVES = 20;
/** A p-value below this is not explained by chance. */
const BEYOND_LUCK = 0.001;

/**
 * Places the document's numbers among ours. All numbers of a run form one curve, because
 * they are not independent of each other. Each curve, ours and the document's, gets its mean
 * squared distance from the mean curve in standard deviations; the result is the rank of the
 * document's. If the document were one more seed, every rank would be equally probable.
 *
 * Our numbers are rounded as the document's are, and both are counted in steps of that
 * rounding, see {@linkcode printedSteps}. The standard deviation of rounding itself,
 * 1 / sqrt(12) steps, is added in quadrature to that of the seeds, so that a difference
 * within rounding never looks large.
 *
 * @returns undefined for fewer than 3 runs
 * @throws {RangeError} if a run has fewer checkpoints than the document shows
 */
export function placeRecorded(
  { checkpoints, prose, step }: RecordedNumbers,
  runs: readonly MeasuredRun[],
): Placement | undefined {
  if (runs.length < FEWEST_SEEDS) return undefined;
  const fewest = Math.min(...runs.map((run) => run.checkpoints.length));
  if (checkpoints !== undefined && fewest < checkpoints.length) {
    throw new RangeError(
      `Cannot place the document's numbers: it shows ${checkpoints.length} checkpoints, a run has ${fewest}`,
    );
  }
  const inSteps = (value: number): number => printedSteps(value, step);
  const documentCurve =
    (checkpoints === undefined ? [prose!] : checkpoints.flat().filter((value) => value !== null))
      .map(inSteps);
  const lastTest = checkpoints?.findLastIndex(([, test]) => test !== null) ?? -1;
  const ours = runs.map((run) => run.checkpoints.at(lastTest)!.testAccuracy);
  const recorded = checkpoints === undefined ? prose! : checkpoints[lastTest]![1]!;

  const curves = runs.map((run) =>
    checkpoints === undefined
      ? [inSteps(run.checkpoints.at(-1)!.testAccuracy)]
      : checkpoints.flatMap(([, test], k) => {
        const { trainAccuracy, testAccuracy } = run.checkpoints[k]!;
        return test === null
          ? [inSteps(trainAccuracy)]
          : [inSteps(trainAccuracy), inSteps(testAccuracy)];
      })
  );
  const distances = curveDistances([documentCurve, ...curves]);
  const rank = distances.filter((distance) => distance >= distances[0]!).length;

  const lower = ours.reduce((sum, value) => {
    const steps = inSteps(value) - inSteps(recorded);
    return sum + (steps < 0 ? 1 : steps === 0 ? 0.5 : 0);
  }, 0);
  const deviation = withRounding(standardDeviation(ours), step);
  const z = (recorded - mean(ours)) / deviation;
  // A new observation varies, too, hence the factor sqrt(1 + 1/n) of a prediction interval.
  const pValue = tTwoSided(z / Math.sqrt(1 + 1 / ours.length), ours.length - 1);
  return {
    recorded,
    step,
    ours,
    percentile: lower / ours.length,
    z,
    pValue,
    curve: { numbers: documentCurve.length, rank, curves: distances.length },
    finding: findingOf(pValue, rank, distances.length),
  };
}

function findingOf(pValue: number, rank: number, curves: number): PlacementFinding {
  if (pValue < BEYOND_LUCK) return "another computation";
  if (curves < ENOUGH_CURVES) return "too few seeds to tell";
  return rank * ENOUGH_CURVES <= curves ? "a rare seed" : "one of our seeds";
}

/** The mean squared distance of each curve from the mean curve, in standard deviations. */
function curveDistances(curves: readonly (readonly number[])[]): number[] {
  const points = curves[0]!.map((_, k) => {
    const values = curves.map((curve) => curve[k]!);
    return { centre: mean(values), deviation: withRounding(standardDeviation(values), 1) };
  });
  return curves.map((curve) =>
    mean(curve.map((value, k) => {
      const distance = (value - points[k]!.centre) / points[k]!.deviation;
      return distance * distance;
    }))
  );
}

function withRounding(deviation: number, step: number): number {
  return Math.sqrt(deviation * deviation + step * step / 12);
}
