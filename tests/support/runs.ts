import type { Run } from "../../pipeline/records/run.ts";

/** What a made-up run may be given. */
export interface MadeUp {
  readonly seed?: number;
  /** Test accuracy at the end and at the last checkpoint. */
  readonly accuracy?: number;
  /** Test accuracies at the checkpoints; the last counts as the end, too. */
  readonly checkpoints?: readonly number[];
  readonly trainAccuracy?: number;
  readonly probes?: readonly number[];
  readonly activationDeviations?: readonly number[];
  readonly lossSpread?: number;
  readonly divergedAt?: number | null;
}

/** A run with some measures as given, and everything else plausible. */
export function madeUpRun(given: MadeUp = {}): Run {
  const { accuracy = 0.9, seed = 0, divergedAt = null } = given;
  const tests = given.checkpoints ?? [0.1, accuracy];
  const { trainAccuracy = accuracy + 0.02 } = given;
  const last = tests.at(-1)!;
  return {
    seed,
    checkpoints: tests.map((testAccuracy, k) => ({
      iteration: 600 * k,
      trainAccuracy: k === tests.length - 1 ? trainAccuracy : testAccuracy,
      testAccuracy,
    })),
    end: {
      iteration: 1999,
      trainAccuracy,
      testAccuracy: last,
      activationDeviations: given.activationDeviations ?? [1, 0.5],
      deadUnits: [0, 0.25],
      gradientNorms: [0.5, 0.25, 0.125],
    },
    probes: { every: 20, accuracies: given.probes ?? [0.1, last] },
    lossMeans: { every: 50, values: [2.3, 1.2, 0.6] },
    lossSpread: given.lossSpread ?? 0.1,
    divergedAt,
    weightsSha256: "ab".repeat(32),
    recordSha256: "cd".repeat(32),
  };
}

/** Runs of the seeds 0, 1, ... that end at some accuracies. */
export function runsEndingAt(accuracies: readonly number[]): Run[] {
  return accuracies.map((accuracy, seed) => madeUpRun({ seed, accuracy }));
}
