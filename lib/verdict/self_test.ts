import type { Claim } from "../documents/claim.ts";
import type { Document } from "../documents/document.ts";
import type { RunsOf } from "../documents/measured_run.ts";
import type { SelfTest } from "../documents/self_test.ts";
import { measureOf, type Vocabulary } from "./evidence.ts";
import { judge, type JudgedPart } from "./judge.ts";
import {
  simulateAtTheMargin,
  type SimulatedRate,
  simulateNoDifference,
  simulateReports,
  splitAtRandom,
} from "./simulation.ts";

/** A self-test with what came of it. */
export interface JudgedSelfTest {
  /** The test. */
  readonly test: SelfTest;
  /** What the rules make of it. */
  readonly part: JudgedPart;
  /** Whether that is right. */
  readonly right: boolean;
}

/** What testing the judge needs of a document. */
export type Tested = Vocabulary & Pick<Document, "selfTests">;

/** Judges the self-tests of a document by the same rules as a report's conclusions, as a family of their own. */
export function judgeSelfTests(document: Tested, runsOf: RunsOf): JudgedSelfTest[] {
  const { tests } = document.selfTests;
  const claims = tests.map(({ name, condition }, i): Claim => ({
    id: `self-test-${i}`,
    kind: "better",
    text: name,
    source: { item: "", lines: [0, 0], sha256: "" },
    settings: { "controlled": [condition] },
    changes: {},
  }));
  return judge({ ...document, claims }, runsOf).claims.map(({ settings }, i) => {
    const test = tests[i]!;
    const part = settings.controlled.parts[0]!;
    return { test, part, right: test.expected.includes(part.verdict) };
  });
}

/** How often the rules err on numbers drawn at random. */
export interface SimulatedRules {
  /** By seeds: no difference, and one comparison takes a side. */
  readonly noDifference: readonly SimulatedSeeds[];
  /** By seeds: a difference as large as the margin, called meaningless. */
  readonly atTheMargin: readonly SimulatedSeeds[];
  /** No difference anywhere, and a report takes a side in any comparison. */
  readonly report: SimulatedSeeds & { readonly comparisons: number };
  /** The runs of one experiment, split at random into two settings, and a side is taken. */
  readonly split: SimulatedRate;
  /** The same where no difference is too small to matter: the test of a difference alone. */
  readonly splitWithoutMargin: SimulatedRate;
}

/** A rate for a number of seeds. */
export interface SimulatedSeeds {
  /** How many seeds. */
  readonly seeds: number;
  /** How often it went wrong. */
  readonly rate: SimulatedRate;
}

/** Trials of a single comparison, and of a whole report, which takes far longer. */
const TRIALS = 4000;
const REPORT_TRIALS = 1000;
/** Seeds that the rule is simulated with. */
const SIMULATED_SEEDS = [3, 5, 10, 30];

/**
 * Simulates the rules.
 *
 * @param document whose first self-test compares two experiments
 * @param seeds of the report, 3 or more
 * @param tests of the report; a paired comparison makes two
 * @param runsOf knows the runs of the first self-test
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

/** The runs of both sides of the first self-test, split at random. */
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
  return {
    split: splitAtRandom(values, measure.margin, TRIALS),
    splitWithoutMargin: splitAtRandom(values, Number.MIN_VALUE, TRIALS),
  };
}
