import { type Condition, type Measure, MEASURES } from "../document/claims.ts";
import { mean, type MeasuredRun, measureRun } from "./measure.ts";

/** Whether a condition was met: clearly, clearly not, or by less than the margin. */
export type Finding = "met" | "not met" | "too close";

/**
 * What came of testing a conclusion. Not a verdict: it says what these runs
 * show, and no statistics stand behind it.
 */
export type Outcome = "seen" | "in part" | "not seen" | "no clear difference" | "not tested";

/** The runs of an experiment, one for each seed in ascending order; none if it was not run. */
export type RunsOf = (experiment: string) => readonly MeasuredRun[];

/** A condition with what was found. */
export interface CheckedCondition {
  /** The condition. */
  readonly condition: Condition;
  /** The mean over the seeds of the run that the condition is about. */
  readonly value: number;
  /** What it is compared with: the mean of the other run, or the bound. */
  readonly other: number;
  /** Whether it was met. */
  readonly finding: Finding;
}

/** An arm of a claim with what was found. */
export interface CheckedArm {
  /** What all conditions together show. */
  readonly outcome: Outcome;
  /** Every condition with what was found. */
  readonly conditions: readonly CheckedCondition[];
  /** How many seeds show this outcome when looked at alone. */
  readonly seedsAgreeing: number;
  /** How many seeds there are. */
  readonly seeds: number;
}

/** Checks all conditions of an arm: on the means, and seed by seed. */
export function checkArm(conditions: readonly Condition[], runsOf: RunsOf): CheckedArm {
  const experiments = conditions.flatMap((condition) =>
    "than" in condition ? [condition.of, condition.than] : [condition.of]
  );
  const seeds = Math.min(...experiments.map((experiment) => runsOf(experiment).length));
  if (conditions.length === 0 || seeds === 0) {
    return { outcome: "not tested", conditions: [], seedsAgreeing: 0, seeds: 0 };
  }
  const checked = conditions.map((condition) => checkCondition(condition, runsOf));
  const outcome = combine(checked);
  let seedsAgreeing = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const alone: RunsOf = (experiment) => [runsOf(experiment)[seed]!];
    if (combine(conditions.map((condition) => checkCondition(condition, alone))) === outcome) {
      seedsAgreeing += 1;
    }
  }
  return { outcome, conditions: checked, seedsAgreeing, seeds };
}

/** The mean of a measure over the seeds of an experiment. */
export function meanMeasure(measure: Measure, runs: readonly MeasuredRun[]): number {
  return mean(runs.map((run) => measureRun(measure, run)));
}

function checkCondition(condition: Condition, runsOf: RunsOf): CheckedCondition {
  const value = meanMeasure(condition.measure, runsOf(condition.of));
  if ("bound" in condition) {
    const met = condition.kind === "at-least" ? value >= condition.bound : value <= condition.bound;
    return { condition, value, other: condition.bound, finding: met ? "met" : "not met" };
  }
  const other = meanMeasure(condition.measure, runsOf(condition.than));
  const lead = condition.kind === "more" ? value - other : other - value;
  const { margin } = MEASURES[condition.measure];
  const finding = lead >= margin ? "met" : lead > -margin ? "too close" : "not met";
  return { condition, value, other, finding };
}

/** All met: seen. Some: in part. None: not seen, or no clear difference. */
function combine(checked: readonly CheckedCondition[]): Outcome {
  const count = (finding: Finding): number =>
    checked.filter((candidate) => candidate.finding === finding).length;
  if (count("met") === checked.length) return "seen";
  if (count("met") > 0) return "in part";
  return count("not met") > 0 ? "not seen" : "no clear difference";
}
