import type { Document } from "../documents/document.ts";
import type { RunsOf } from "../documents/measured_run.ts";
import type { SelfTest } from "../documents/self_test.ts";
import { measureOf, type Vocabulary } from "./evidence.ts";
import { judgeConditions, type JudgedPart } from "./judge.ts";
import {
  simulateAtTheMargin,
  type SimulatedRate,
  simulateNoDifference,
  simulateReports,
  splitAtRandom,
} from "./simulation.ts";

/** A self-test with its result. */
export interface JudgedSelfTest {
  /** The test. */
  readonly test: SelfTest;
  /** What the rules say. */
  readonly part: JudgedPart;
  /** Whether they are right. */
  readonly right: boolean;
}

/** The part of a document that its self-tests need. */
export type Tested = Vocabulary & Pick<Document, "selfTests">;

/** Judges a document's self-tests by the rules of its conclusions, as a family of their own. */
export function judgeSelfTests(document: Tested, runsOf: RunsOf): JudgedSelfTest[] {
  const { tests } = document.selfTests;
  const { parts } = judgeConditions(tests.map(({ condition }) => condition), document, runsOf);
  return tests.map((test, i) => {
    const part = parts[i]!;
    return { test, part, right: test.expected.includes(part.verdict) };
  });
}

/** Error rates of the rules on random numbers. */
export interface SimulatedRules {
  /** By number of seeds: there is no difference, and a comparison takes a side. */
  readonly noDifference: readonly SimulatedSeeds[];
  /** By number of seeds: the difference equals the margin, and is called meaningless. */
  readonly atTheMargin: readonly SimulatedSeeds[];
  /** There is no difference anywhere, and a report takes a side in some comparison. */
  readonly report: SimulatedSeeds & { readonly comparisons: number };
  /**
   * The runs of one experiment are split at random into two arms, and a side is taken;
   * absent if the measure of a run is not a finite number.
   */
  readonly split?: SimulatedRate;
  /** The same with a margin of 0: the test of a difference alone. */
  readonly splitWithoutMargin?: SimulatedRate;
}

/** An error rate at a number of seeds. */
export interface SimulatedSeeds {
  /** The number of seeds. */
  readonly seeds: number;
  /** The rate. */
  readonly rate: SimulatedRate;
}

/** The number of trials of a single comparison, and of a whole report, which is slower. */
const TRIALS = 4000;
const REPORT_TRIALS = 1000;
/** The numbers of seeds that are simulated. */
const SIMULATED_SEEDS = [3, 5, 10, 30];

/**
 * Measures the error rates of the rules by simulation.
 *
 * @param document whose first self-test compares two experiments
 * @param seeds the number of seeds of the report, 3 or more
 * @param tests the number of tests of the report; a paired comparison makes two
 * @param runsOf includes the runs of the first self-test
 */
export function simulateRules(
  document: Tested,
  seeds: number,
  tests: number,
  runsOf: RunsOf,
): SimulatedRules {
  const comparisons = Math.ceil(tests / 2);
  return {
    noDifference: SIMULATED_SEEDS.map((seeds) => ({
      seeds,
      rate: simulateNoDifference(seeds, TRIALS),
    })),
    atTheMargin: SIMULATED_SEEDS.map((seeds) => ({
      seeds,
      rate: simulateAtTheMargin(seeds, TRIALS),
    })),
    report: { seeds, comparisons, rate: simulateReports(seeds, comparisons, REPORT_TRIALS) },
    ...splitSelfTest(document, runsOf),
  };
}

/** Splits the runs of both experiments of the first self-test at random. */
function splitSelfTest(
  document: Tested,
  runsOf: RunsOf,
): Pick<SimulatedRules, "split" | "splitWithoutMargin"> {
  const { condition } = document.selfTests.tests[0]!;
  if (condition.kind === "most") {
    throw new Error("Cannot split the first self-test: it compares no two experiments");
  }
  const measure = measureOf(condition, document);
  const { of, than } = condition;
  const count = Math.min(runsOf(of).length, runsOf(than).length);
  const values = [of, than]
    .flatMap((id) => runsOf(id).slice(0, count).map(measure.of));
  if (!values.every(Number.isFinite)) return {};
  return {
    split: splitAtRandom(values, measure.margin, TRIALS),
    splitWithoutMargin: splitAtRandom(values, Number.MIN_VALUE, TRIALS),
  };
}
