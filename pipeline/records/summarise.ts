import type { MeasuredCheckpoint } from "../../lib/documents/measured_run.ts";
import { mean, standardDeviation } from "../../lib/statistics/summary.ts";
import { fingerprintOf } from "./earlier_record.ts";
import type { Run } from "./run.ts";
import type { RunRecord, StoredNumber } from "./record.ts";

/** Iterations whose mean loss makes one point of a curve. */
const LOSS_WINDOW = 50;
/** Iterations that count as the last ones. */
const LATE = 500;

/**
 * What reports need of a record, about a thirtieth of it.
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
    glances: result.glances,
    lossMeans: { every: LOSS_WINDOW, values: lossMeans },
    lossSpread: spread(losses.slice(-LATE)),
    divergedAt: result.divergedAt,
    weightsSha256: result.weightsSha256,
    recordSha256: fingerprintOf(spec, result),
  };
}

/** NaN, as where training diverged, if a run is too short to have a spread. */
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
 * To a millionth: curves need no more, and the record's digest vouches for all
 * digits. Adding 0 takes the sign from -0, which JSON would lose.
 */
function roundedForCurves(loss: number): number {
  return Math.round(loss * 1e6) / 1e6 + 0;
}
