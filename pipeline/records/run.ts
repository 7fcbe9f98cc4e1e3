import * as v from "valibot";
import { COUNT, POSITIVE_COUNT, SHARE, type Stored } from "../system/schema.ts";

/** JSON stores NaN and infinities as words, which are numbers again when this sees them. */
const NUMBER = v.union([v.number(), v.nan()]);
const ACCURACIES = { iteration: COUNT, trainAccuracy: SHARE, testAccuracy: SHARE };

/** A run as files of published records hold it. */
export const STORED_RUN = v.strictObject({
  seed: COUNT,
  checkpoints: v.array(v.strictObject(ACCURACIES)),
  end: v.strictObject({
    ...ACCURACIES,
    activationDeviations: v.array(NUMBER),
    deadUnits: v.array(NUMBER),
    gradientNorms: v.array(NUMBER),
  }),
  /** The probes, by their older name. */
  glances: v.strictObject({ every: POSITIVE_COUNT, accuracies: v.array(SHARE) }),
  lossMeans: v.strictObject({ every: POSITIVE_COUNT, values: v.array(NUMBER) }),
  lossSpread: NUMBER,
  divergedAt: v.nullable(COUNT),
  /** The SHA-256 of the final weights. */
  weightsSha256: v.string(),
  /** The SHA-256 of everything measured, losses included: see `fingerprintOf`. */
  recordSha256: v.string(),
});
export type StoredRun = Stored<typeof STORED_RUN>;

/** A run as reports use it: a `MeasuredRun` with digests. */
export type Run = Omit<StoredRun, "glances"> & { readonly probes: StoredRun["glances"] };

/** A run as it is stored. */
export function storeRun({ probes, ...run }: Run): StoredRun {
  return { ...run, glances: probes };
}

/** The run in a stored one. */
export function restoreRun({ glances, ...run }: StoredRun): Run {
  return { ...run, probes: glances };
}
