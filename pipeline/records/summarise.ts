import type { MeasuredCheckpoint } from "../../lib/documents/measured_run.ts";
import { mean, standardDeviation } from "../../lib/statistics/summary.ts";
import { fingerprintOf } from "./format_2.ts";
import type { Run } from "./run.ts";
import type { StoredNumber } from "./record.ts";
import type { RunRecord } from "./record_file.ts";

/** How many iterations are averaged to one point of a loss curve. */
const LOSS_WINDOW = 50;
/** How many of the last iterations the spread of losses covers. */
const LATE = 500;

/**
 * Reduces a record to what reports need, about a thirtieth.
 *
 * @param firstSeed the seed that counts as 0
 */
export function summariseRun(
  { spec, result }: Pick<RunRecord, "spec" | "result">,
  firstSeed: number,
): Run {
  const losses = result.losses.map(Number);
  const lossMeans: number[] = [];
  for (let first = 0; first < losses.length; first += LOSS_WINDOW) {
    lossMeans.push(roundedForCurves(mean(losses.slice(first, first + LOSS_WINDOW))));
  }
  return {
    seed: spec.seed - firstSeed,
    checkpoints: result.checkpoints.map(accuracies),
    end: {
      ...accuracies(result.end),
      activationDeviations: numbers(result.end.activations.map((layer) => layer.standardDeviation)),
      deadUnits: numbers(result.end.activations.map((layer) => layer.deadUnits)),
      gradientNorms: numbers(result.end.gradientNorms),
    },
    probes: result.glances,
    lossMeans: { every: LOSS_WINDOW, values: lossMeans },
    lossSpread: spread(losses.slice(-LATE)),
    divergedAt: result.divergedAt,
    weightsSha256: result.weightsSha256,
    recordSha256: fingerprintOf(spec, result),
  };
}

/** The standard deviation; NaN for fewer than two losses, as for diverged runs. */
function spread(losses: readonly number[]): number {
  return losses.length < 2 ? NaN : standardDeviation(losses);
}

function accuracies(
  { iteration, trainAccuracy, testAccuracy }: MeasuredCheckpoint,
): MeasuredCheckpoint {
  return { iteration, trainAccuracy, testAccuracy };
}

function numbers(stored: readonly StoredNumber[]): number[] {
  return stored.map(Number);
}

/**
 * Rounds to a millionth: curves need no more, and the record's digest covers all digits.
 * Adding 0 removes the sign of -0, which JSON would lose.
 */
function roundedForCurves(loss: number): number {
  return Math.round(loss * 1e6) / 1e6 + 0;
}
