import { RandomState } from "../engine/random/random_state.ts";
import { checkNumbers } from "../statistics/checks.ts";
import { holm } from "../statistics/holm.ts";
import { type PairedEvidence, pairedEvidence } from "./evidence.ts";
import { sideOf, verdictOnPairs } from "./verdict.ts";

/** How often something went wrong in a simulation. */
export interface SimulatedRate {
  /** How many trials. */
  readonly trials: number;
  /** In how many of them. */
  readonly wrong: number;
}

/** The margin of the simulations, in standard deviations of a difference. */
const MARGIN = 0.5;

/** Gaussian values of one arm. */
function draw(random: RandomState, count: number, shift: number): number[] {
  return Array.from({ length: count }, () => shift + random.randn());
}

function evidenceOf(differences: readonly number[]): PairedEvidence {
  return pairedEvidence(differences, differences.map(() => 0), MARGIN, 1);
}

function takesSide(evidence: PairedEvidence): boolean {
  return ["for", "against"].includes(sideOf(verdictOnPairs(evidence)));
}

/** Counts the trials that go wrong. */
function rateOf(trials: number, isWrong: () => boolean): SimulatedRate {
  if (!(Number.isInteger(trials) && trials >= 1)) {
    throw new RangeError(`Cannot simulate ${trials} trials: give a whole number, 1 or more`);
  }
  let wrong = 0;
  for (let trial = 0; trial < trials; trial++) {
    if (isWrong()) wrong += 1;
  }
  return { trials, wrong };
}

/**
 * How often a single comparison, not adjusted for any others, takes a side although
 * there is no difference. Nominal: at most 5 %.
 *
 * @param seeds pairs in each trial, 3 or more
 */
export function simulateNoDifference(seeds: number, trials: number): SimulatedRate {
  const random = new RandomState(seeds);
  return rateOf(trials, () => takesSide(evidenceOf(draw(random, seeds, 0))));
}

/**
 * How often a single comparison finds "no meaningful difference" although the true
 * difference is as large as the margin. Nominal: at most 5 %.
 *
 * @param seeds pairs in each trial, 3 or more
 */
export function simulateAtTheMargin(seeds: number, trials: number): SimulatedRate {
  const random = new RandomState(seeds);
  return rateOf(trials, () => {
    const verdict = verdictOnPairs(evidenceOf(draw(random, seeds, MARGIN)));
    return verdict === "no meaningful difference";
  });
}

/**
 * How often a whole report, with all its tests adjusted together, takes a side
 * anywhere although there is no difference in any comparison. Nominal: at most 5 %.
 *
 * @param seeds pairs in each comparison, 3 or more
 * @param comparisons how many a report has
 */
export function simulateReports(
  seeds: number,
  comparisons: number,
  trials: number,
): SimulatedRate {
  const random = new RandomState(seeds);
  return rateOf(trials, () => {
    const found = Array.from({ length: comparisons }, () => evidenceOf(draw(random, seeds, 0)));
    const adjusted = holm(found.flatMap(({ tests }) => [tests.difference, tests.equivalence]));
    return found.some((evidence, i) =>
      takesSide({
        ...evidence,
        adjusted: { difference: adjusted[2 * i]!, equivalence: adjusted[2 * i + 1]! },
      })
    );
  });
}

/**
 * How often runs of one and the same experiment, split into two arms at random,
 * are found to differ. Nominal: at most 5 %.
 *
 * @param values a measure of every run; an even number, 6 or more
 * @param margin the smallest difference that matters
 */
export function splitAtRandom(
  values: readonly number[],
  margin: number,
  trials: number,
): SimulatedRate {
  if (values.length < 6 || values.length % 2 !== 0) {
    throw new RangeError(
      `Cannot split ${values.length} runs into two arms: give an even number, 6 or more`,
    );
  }
  checkNumbers("split runs", values);
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
