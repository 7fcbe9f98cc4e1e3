import * as v from "valibot";
import type { DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import { protocolChanges } from "../../lib/engine/protocol.ts";
import type { TrainingOptions } from "../../lib/engine/training/train.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { dataHash } from "../data/cache.ts";
import { sha256 } from "../system/sha256.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { COUNT, type Stored } from "../system/schema.ts";

/** How a run is trained, as it is stored: what the engine calls frozen keeps its older name. */
export type StoredTraining =
  & Omit<TrainingOptions, "frozen">
  & { readonly untrained?: readonly string[] };

/**
 * What all runs of an experiment have in common. Names are not checked: records may come
 * from a version that knows other ones, and errors should say which.
 */
export const CONFIGURATION = v.object({
  /** The id of the document that the experiment belongs to. */
  document: v.string(),
  /** The experiment's id. */
  experiment: v.string(),
  /** How it is trained. */
  training: v.custom<StoredTraining>(() => true),
  /** How many training images it uses; null for all. */
  trainImages: v.nullable(COUNT),
  /** Whether the labels of the training images are shuffled first. */
  labels: v.exactOptional(v.string() as v.GenericSchema<"shuffled">),
  dtype: v.string() as v.GenericSchema<Dtype>,
  /** The data set and its identity, see `dataHash`. */
  data: v.object({ name: v.string(), sha256: v.string() }),
  /** The version of the engine, see `ENGINE_VERSION`. */
  engine: COUNT,
});
export type Configuration = Stored<typeof CONFIGURATION>;

/** Everything that determines the outcome of a run, by value. */
export const RUN_SPEC = v.object({ ...CONFIGURATION.entries, seed: COUNT });
export type RunSpec = Stored<typeof RUN_SPEC>;

/** A number as JSON can hold it, which has no NaN and no infinities. */
const STORED_NUMBER = v.union([v.number(), v.picklist(["NaN", "Infinity", "-Infinity"])]);
export type StoredNumber = Stored<typeof STORED_NUMBER>;

/** A checkpoint with everything that the engine measured there; see its `Evaluation`. */
const EVALUATED_CHECKPOINT = v.object({
  /** Counted from 0. */
  iteration: COUNT,
  /** On all training images of the experiment, 0..1. */
  trainAccuracy: v.number(),
  /** On all test images, 0..1. */
  testAccuracy: v.number(),
  /** One for each hidden layer; the engine's `LayerActivations`. */
  activations: v.array(v.object({
    mean: STORED_NUMBER,
    standardDeviation: STORED_NUMBER,
    zeros: STORED_NUMBER,
    deadUnits: STORED_NUMBER,
  })),
  /** One for each weight matrix. */
  gradientNorms: v.array(STORED_NUMBER),
});
export type EvaluatedCheckpoint = Stored<typeof EVALUATED_CHECKPOINT>;

/** What a run produced. Contains no times, paths or machine names. */
export const RUN_RESULT = v.object({
  /** Where the document evaluates its networks. */
  checkpoints: v.array(EVALUATED_CHECKPOINT),
  /** The network after the last iteration. */
  end: EVALUATED_CHECKPOINT,
  /**
   * The probes, by their older name: the accuracy on the first test images after iterations
   * 0, `every`, 2 `every`, ...
   */
  glances: v.object({ every: COUNT, accuracies: v.array(v.number()) }),
  /** The loss after each update. */
  losses: v.array(STORED_NUMBER),
  /** The first iteration whose loss was not a finite number; null if none. */
  divergedAt: v.nullable(v.number()),
  /** The SHA-256 of the final weights, see `weightBytes` in the engine. */
  weightsSha256: v.string(),
});
export type RunResult = Stored<typeof RUN_RESULT>;

/** A number as it is stored. */
export function storeNumber(value: number): StoredNumber {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/**
 * What all runs of an experiment have in common.
 *
 * @param document that the experiment belongs to
 * @param engine version; the current one by default
 */
export function configurationOf(
  document: Pick<Document, "id" | "protocol">,
  experiment: Experiment,
  dtype: Dtype,
  source: DataSource,
  engine: number = ENGINE_VERSION,
): Configuration {
  const { frozen, protocol, ...training } = experiment.training;
  // Defaults are left out, so that a new field of the protocol changes no older run.
  const changes = protocolChanges({ ...document.protocol, ...protocol });
  return {
    document: document.id,
    experiment: experiment.id,
    training: {
      ...training,
      ...(frozen === undefined ? {} : { untrained: frozen }), // Its name in published records.
      ...(Object.keys(changes).length === 0 ? {} : { protocol: changes }),
    },
    trainImages: experiment.trainImages ?? null,
    ...(experiment.labels === undefined ? {} : { labels: experiment.labels }),
    dtype,
    data: { name: source.name, sha256: dataHash(source) },
    engine,
  };
}

/**
 * The spec of one run of an experiment; see `configurationOf`.
 *
 * @param seed counted from the first seed of the experiment, which is nearly always 0
 */
export function runSpec(
  document: Pick<Document, "id" | "protocol">,
  experiment: Experiment,
  seed: number,
  dtype: Dtype,
  source: DataSource,
  engine?: number,
): RunSpec {
  const configuration = configurationOf(document, experiment, dtype, source, engine);
  return { ...configuration, seed: (experiment.firstSeed ?? 0) + seed };
}

/** The options that the engine trains a run with. */
export function trainingOptionsOf(
  { training: { untrained, ...training } }: RunSpec,
): TrainingOptions {
  return { ...training, ...(untrained === undefined ? {} : { frozen: untrained }) };
}

/** The address of a run: the hash of everything that determines it. */
export function runKey(spec: RunSpec): string {
  return sha256(canonicalJson(spec));
}
