import { type Condition, CONDITION_KINDS } from "../documents/claim.ts";
import type { Document } from "../documents/document.ts";
import type { Measure } from "../documents/measure.ts";
import type { MeasuredRun, RunsOf } from "../documents/measured_run.ts";
import { checkCount, checkName, checkNumbers, FINITE, named, show } from "../engine/settings.ts";
import {
  detectableDifference,
  type PairedSummary,
  pairsNeeded,
  summarisePaired,
} from "../statistics/paired.ts";
import { type Interval, signTest, wilsonInterval } from "../statistics/share.ts";
import { mean } from "../statistics/summary.ts";
import { meets } from "./criterion.ts";
import { FAMILY_ERROR, FEWEST_SEEDS } from "./levels.ts";

/** The p-values of the tests behind a part. */
export interface PValues {
  /** Null hypothesis: no difference, or a share of one half. */
  readonly difference: number;
  /** Null hypothesis: a difference at least as large as the margin; 1 if not tested. */
  readonly equivalence: number;
}

/** A comparison of two experiments, seed by seed; positive differences favour the conclusion. */
export interface PairedEvidence {
  /** The discriminant. */
  readonly kind: "paired";
  /** The mean of the measure over the runs of `condition.of`. */
  readonly of: number;
  /** The mean of the measure over the runs of `condition.than`. */
  readonly than: number;
  /** One difference a seed, by ascending seed. */
  readonly differences: readonly number[];
  /** The t-tests of the differences, and their confidence intervals. */
  readonly summary: PairedSummary;
  /** The smallest difference that matters. */
  readonly margin: number;
  /** The share of seeds whose difference favours the conclusion; ties count a half. */
  readonly agreement: number;
  /** Wilson's 95 % interval of the agreement. */
  readonly agreementInterval: Interval;
  /** The mean difference in standard deviations (Cohen's d for pairs). */
  readonly effectSize: number;
  /** The p-values, not adjusted. */
  readonly p: PValues;
  /** The p-values, adjusted for all tests of the report. */
  readonly pAdjusted: PValues;
}

/** The share of runs that meet a criterion. */
export interface ShareEvidence {
  /** The discriminant. */
  readonly kind: "share";
  /** The number of runs that meet it. */
  readonly met: number;
  /** The number of runs. */
  readonly count: number;
  /** `met / count`. */
  readonly share: number;
  /** Wilson's 95 % interval of the share. */
  readonly interval: Interval;
  /** The mean of the measure that the criterion looks at. */
  readonly mean: number;
  /** The p-values, not adjusted. */
  readonly p: PValues;
  /** The p-values, adjusted for all tests of the report. */
  readonly pAdjusted: PValues;
}

/** Why there is no evidence. */
export interface NoEvidence {
  /** The discriminant. */
  readonly kind: "none";
  /** The reason. */
  readonly reason: "not run" | "too few seeds" | "diverged";
  /** The number of seeds, or of pairs in which a run diverged. */
  readonly count: number;
  /** The mean over the runs of `condition.of`; absent if there are none. */
  readonly of?: number;
  /** The mean over the runs of `condition.than`. */
  readonly than?: number;
}

/** What a verdict rests on. */
export type Evidence = PairedEvidence | ShareEvidence | NoEvidence;

/** The part of a document that conditions refer to by name. */
export type Vocabulary = Pick<Document, "criteria" | "measures">;

/**
 * The measure that decides a condition.
 *
 * @throws {RangeError} if the condition, its measure or its criterion is unknown
 */
export function measureOf(condition: Condition, { criteria, measures }: Vocabulary): Measure {
  checkName("find the kind of condition", condition.kind, CONDITION_KINDS);
  const name = condition.kind === "most"
    ? named("criterion", criteria, condition.are).measure
    : condition.measure;
  return named("measure", measures, name);
}

/** The evidence for a condition, with p-values not yet adjusted. */
export function gatherEvidence(
  condition: Condition,
  vocabulary: Vocabulary,
  runsOf: RunsOf,
): Evidence {
  const measure = measureOf(condition, vocabulary);
  if (condition.kind === "most") {
    const runs = runsOf(condition.of);
    const values = runs.map(measure.of);
    const problem = tooFew(values.map((value) => [value]));
    if (problem) return problem;
    const met = runs.filter((run) => meets(vocabulary, condition.are, run)).length;
    return shareEvidence(met, runs.length, mean(values));
  }
  const pairs = pairBySeed(runsOf(condition.of), runsOf(condition.than));
  const values = pairs.map(([a, b]) => [measure.of(a), measure.of(b)] as const);
  const problem = tooFew(values);
  if (problem) return problem;
  // A diverged run is not compared, whatever accuracy it ended with.
  const failed =
    pairs.filter((runs) =>
      runs.some((run) => run.divergedAt !== null || !Number.isFinite(measure.of(run)))
    ).length;
  if (failed > 0) return { kind: "none", reason: "diverged", count: failed };
  return pairedEvidence(
    values.map(([value]) => value),
    values.map(([, value]) => value),
    measure.margin,
    condition.kind === "more" ? 1 : -1,
  );
}

/**
 * The evidence of paired values.
 *
 * @param margin the smallest difference that matters
 * @param of finite numbers, 2 or more, one a seed
 * @param than as many, in the same order of seeds
 * @param sign 1 if more in `of` favours the conclusion, -1 if less does
 * @throws {RangeError} if an argument is out of its range
 */
export function pairedEvidence(
  of: readonly number[],
  than: readonly number[],
  margin: number,
  sign: 1 | -1,
): PairedEvidence {
  checkNumbers("compare % values", of, 2, FINITE);
  checkNumbers("compare % values", than, 2, FINITE);
  if (of.length !== than.length) {
    throw new RangeError(
      `Cannot compare ${of.length} values with ${than.length}: give two of each seed`,
    );
  }
  if (sign !== 1 && sign !== -1) {
    throw new RangeError(`Cannot compare with the sign ${show(sign)}: give 1 or -1`);
  }
  const differences = Array.from(of, (value, i) => sign * (value - than[i]!));
  const summary = summarisePaired(differences, margin);
  const { count, deviation } = summary;
  const favouring = differences.reduce(
    (sum, difference) => sum + (difference > 0 ? 1 : difference === 0 ? 0.5 : 0),
    0,
  );
  const p = { difference: summary.pDifference, equivalence: summary.pEquivalence };
  return {
    kind: "paired",
    of: mean(of),
    than: mean(than),
    differences,
    summary,
    margin,
    agreement: favouring / count,
    agreementInterval: wilsonInterval(favouring, count),
    effectSize: summary.mean === 0 ? 0 : summary.mean / deviation,
    p,
    pAdjusted: p,
  };
}

/**
 * The evidence of a share of runs that meet a criterion.
 *
 * @param met a whole number, 0..count
 * @param count 1 or more
 * @throws {RangeError} if an argument is out of its range
 */
export function shareEvidence(
  met: number,
  count: number,
  meanValue: number,
): ShareEvidence {
  const p = { difference: signTest(met, count), equivalence: 1 };
  return {
    kind: "share",
    met,
    count,
    share: met / count,
    interval: wilsonInterval(met, count),
    mean: meanValue,
    p,
    pAdjusted: p,
  };
}

/** The lack of evidence if there are too few seeds, with the means of those there are. */
function tooFew(values: readonly (readonly number[])[]): NoEvidence | undefined {
  const count = values.length;
  if (count === 0) return { kind: "none", reason: "not run", count };
  if (count >= FEWEST_SEEDS) return undefined;
  const [of, than] = values[0]!.map((_, side) => mean(values.map((pair) => pair[side]!)));
  return {
    kind: "none",
    reason: "too few seeds",
    count,
    of: of!,
    ...(than === undefined ? {} : { than }),
  };
}

/** Pairs the runs of the seeds that both experiments have. */
function pairBySeed(
  of: readonly MeasuredRun[],
  than: readonly MeasuredRun[],
): [MeasuredRun, MeasuredRun][] {
  const bySeed = new Map(than.map((run) => [run.seed, run]));
  return of.flatMap((run) => {
    const other = bySeed.get(run.seed);
    return other === undefined ? [] : [[run, other] satisfies [MeasuredRun, MeasuredRun]];
  });
}

/** What it would take to settle an inconclusive part, at a power of 80 %. */
export interface PowerEstimate {
  /** The smallest difference that this number of seeds would detect; undefined for shares. */
  readonly detectable: number | undefined;
  /**
   * The number of seeds that would detect a difference as large as the margin, or tell the
   * share, if it stayed the same, from one half, at a level of 5 % divided by the number of
   * tests; Infinity if no number would.
   */
  readonly seedsNeeded: number;
}

/** The most seeds that are considered. */
const MOST_SEEDS = 1000;

/**
 * Estimates what it would take to settle an inconclusive part.
 *
 * @param tests the number of tests that p-values are adjusted for, 1 or more
 * @throws {RangeError} if it is less than 1
 */
export function estimatePower(
  evidence: PairedEvidence | ShareEvidence,
  tests: number,
): PowerEstimate {
  checkCount("adjust p-values for % tests", tests, 1);
  const level = FAMILY_ERROR / tests;
  if (evidence.kind === "paired") {
    const { deviation, count } = evidence.summary;
    return {
      detectable: detectableDifference(deviation, count),
      seedsNeeded: pairsNeeded(deviation, evidence.margin, level),
    };
  }
  for (let count = FEWEST_SEEDS; count <= MOST_SEEDS; count++) {
    if (signTest(Math.round(evidence.share * count), count) < level) {
      return { detectable: undefined, seedsNeeded: count };
    }
  }
  return { detectable: undefined, seedsNeeded: Infinity };
}
