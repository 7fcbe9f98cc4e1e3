import { RandomState } from "../engine/random/random_state.ts";
import { checkCount, checkNumber, checkNumbers, FINITE, POSITIVE } from "../engine/settings.ts";
import { holm } from "../statistics/holm.ts";
import { type PairedEvidence, pairedEvidence } from "./evidence.ts";
import { FEWEST_SEEDS } from "./levels.ts";
import { sideOf, verdictOnPairs } from "./verdict.ts";

/** An error rate, measured by simulation. */
export interface SimulatedRate {
  /** The number of trials. */
  readonly trials: number;
  /** The number of trials with a wrong verdict. */
  readonly wrong: number;
}

/** The margin, in standard deviations of a difference. */
const MARGIN = 0.5;

/** Normal variates of unit variance. */
function draw(random: RandomState, count: number, shift: number): number[] {
  return Array.from({ length: count }, () => shift + random.randn());
}

function checkSeeds(seeds: number): void {
  checkCount("simulate % seeds", seeds, FEWEST_SEEDS);
}

function evidenceOf(differences: readonly number[]): PairedEvidence {
  return pairedEvidence(differences, differences.map(() => 0), MARGIN, 1);
}

function takesSide(evidence: PairedEvidence): boolean {
  return ["for", "against"].includes(sideOf(verdictOnPairs(evidence)));
}

/** Counts the trials with a wrong verdict. */
function rateOf(trials: number, isWrong: () => boolean): SimulatedRate {
  checkCount("simulate % trials", trials, 1);
  let wrong = 0;
  for (let trial = 0; trial < trials; trial++) {
    if (isWrong()) wrong += 1;
  }
  return { trials, wrong };
}

/**
 * How often a single, unadjusted comparison takes a side although there is no difference.
 * Nominal: at most 5 %.
 *
 * @param seeds pairs in each trial, 3 or more
 * @param trials the number of trials, 1 or more
 * @throws {RangeError} if an argument is out of its range
 */
export function simulateNoDifference(seeds: number, trials: number): SimulatedRate {
  checkSeeds(seeds);
  const random = new RandomState(seeds);
  return rateOf(trials, () => takesSide(evidenceOf(draw(random, seeds, 0))));
}

/**
 * How often a single comparison finds "no meaningful difference" although the true
 * difference is as large as the margin. Nominal: at most 5 %.
 *
 * @param seeds pairs in each trial, 3 or more
 * @param trials the number of trials, 1 or more
 * @throws {RangeError} if an argument is out of its range
 */
export function simulateAtTheMargin(seeds: number, trials: number): SimulatedRate {
  checkSeeds(seeds);
  const random = new RandomState(seeds);
  return rateOf(trials, () => {
    const verdict = verdictOnPairs(evidenceOf(draw(random, seeds, MARGIN)));
    return verdict === "no meaningful difference";
  });
}

/**
 * How often a whole report, its tests adjusted together, takes a side in some comparison
 * although there is no difference in any. Nominal: at most 5 %.
 *
 * @param seeds pairs in each comparison, 3 or more
 * @param comparisons the number of comparisons in the report, 0 or more
 * @param trials the number of trials, 1 or more
 * @throws {RangeError} if an argument is out of its range
 */
export function simulateReports(
  seeds: number,
  comparisons: number,
  trials: number,
): SimulatedRate {
  checkSeeds(seeds);
  checkCount("simulate % comparisons", comparisons, 0);
  const random = new RandomState(seeds);
  return rateOf(trials, () => {
    const found = Array.from({ length: comparisons }, () => evidenceOf(draw(random, seeds, 0)));
    const adjusted = holm(found.flatMap(({ p }) => [p.difference, p.equivalence]));
    return found.some((evidence, i) =>
      takesSide({
        ...evidence,
        pAdjusted: { difference: adjusted[2 * i]!, equivalence: adjusted[2 * i + 1]! },
      })
    );
  });
}

/**
 * How often the runs of one experiment, split into two arms at random, are found to
 * differ. Nominal: at most 5 %.
 *
 * @param values a measure of every run, finite; an even number, 6 or more
 * @param margin the smallest difference that matters, greater than 0
 * @param trials the number of trials, 1 or more
 * @throws {RangeError} if an argument is out of its range
 */
export function splitAtRandom(
  values: readonly number[],
  margin: number,
  trials: number,
): SimulatedRate {
  checkNumbers("split % values", values, 0, FINITE);
  if (values.length < 2 * FEWEST_SEEDS || values.length % 2 !== 0) {
    throw new RangeError(
      `Cannot split ${values.length} runs into two arms: give an even number, 6 or more`,
    );
  }
  checkNumber("compare by the margin", margin, POSITIVE);
  const random = new RandomState(values.length);
  const order = Uint32Array.from(values, (_, i) => i);
  const half = values.length / 2;
  const arm = (from: number): number[] =>
    Array.from(order.subarray(from, from + half), (index) => values[index]!);
  return rateOf(trials, () => {
    random.shuffle(order);
    return takesSide(pairedEvidence(arm(0), arm(half), margin, 1));
  });
}
