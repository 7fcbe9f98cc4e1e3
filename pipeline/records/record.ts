import type { DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import type { LayerActivations } from "../../lib/engine/training/activations.ts";
import type { TrainingOptions } from "../../lib/engine/training/train.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { dataHash } from "../data/cache.ts";
import { sha256 } from "../data/payload.ts";
import { hasShape, type Shape } from "../system/shape.ts";

/** Everything that decides the outcome of a run, by value. */
export interface RunSpec {
  /** The id of the document that the experiment is of. */
  readonly document: string;
  /** The experiment's id. */
  readonly experiment: string;
  /** How it is trained. */
  readonly training: TrainingOptions;
  /** How many training images it uses; null for all. */
  readonly trainImages: number | null;
  /** Present where the labels of the training images are shuffled first. */
  readonly labels?: "shuffled";
  readonly seed: number;
  readonly dtype: Dtype;
  /** The data set and its identity. */
  readonly data: { readonly name: string; readonly sha256: string };
  /** The version of what the engine computes. */
  readonly engine: number;
}

/** A number as JSON can hold it, which has no NaN and no infinities. */
export type StoredNumber = number | "NaN" | "Infinity" | "-Infinity";

/** Accuracies after an iteration, counted from 0. */
export interface Checkpoint {
  readonly iteration: number;
  /** On all training images of the experiment, 0..1. */
  readonly trainAccuracy: number;
  /** On all test images, 0..1. */
  readonly testAccuracy: number;
}

/** The engine's `LayerActivations` as JSON. */
export type StoredActivations = Readonly<Record<keyof LayerActivations, StoredNumber>>;

/** A checkpoint with what else the engine found out; see its `Examination`. */
export interface ExaminedCheckpoint extends Checkpoint {
  /** One for each hidden layer. */
  readonly activations: readonly StoredActivations[];
  /** One for each weight matrix. */
  readonly gradientNorms: readonly StoredNumber[];
}

/** What a run gave. Holds no time, no path and no machine. */
export interface RunResult {
  /** Where the document examines its networks. */
  readonly checkpoints: readonly ExaminedCheckpoint[];
  /** The network after the last iteration. */
  readonly end: ExaminedCheckpoint;
  /** The accuracy on the first test images, every so many iterations from 0 on. */
  readonly glances: { readonly every: number; readonly accuracies: readonly number[] };
  /** The loss after each update. */
  readonly losses: readonly StoredNumber[];
  /** The first iteration whose loss was not a finite number; null if none. */
  readonly divergedAt: number | null;
  /** The SHA-256 of the final weights, see `weightBytes` in the engine. */
  readonly weightsSha256: string;
}

/** A number as it is stored. */
export function storeNumber(value: number): StoredNumber {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

/** The version of what is recorded of a run. */
export const RECORD_FORMAT = 3;

/** A run on disk. */
export interface RunRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly spec: RunSpec;
  readonly result: RunResult;
  /** The SHA-256 of the record without this field. */
  readonly sha256: string;
}

/**
 * The spec of one run of an experiment.
 *
 * @param document that the experiment is of
 * @param seed counted from the first seed of the experiment, which is nearly always 0
 * @param engine version; default the engine at hand
 */
export function runSpec(
  document: Pick<Document, "id">,
  experiment: Experiment,
  seed: number,
  dtype: Dtype,
  source: DataSource,
  engine: number = ENGINE_VERSION,
): RunSpec {
  return {
    document: document.id,
    experiment: experiment.id,
    training: experiment.training,
    trainImages: experiment.trainImages ?? null,
    ...(experiment.labels === undefined ? {} : { labels: experiment.labels }),
    seed: (experiment.firstSeed ?? 0) + seed,
    dtype,
    data: { name: source.name, sha256: dataHash(source) },
    engine,
  };
}

/** The address of a run: the hash of everything that decides it. */
export function runKey(spec: RunSpec): string {
  return sha256(canonicalJson(spec));
}

/** The record of a run. */
export function recordOf(spec: RunSpec, result: RunResult): RunRecord {
  const content = { format: RECORD_FORMAT, spec, result } as const;
  return { ...content, sha256: sha256(canonicalJson(content)) };
}

/** The text of a record file. */
export function formatRecord(spec: RunSpec, result: RunResult): string {
  return `${canonicalJson(recordOf(spec, result))}\n`;
}

/** What the configuration of a run must look like, wherever it comes from. */
export const CONFIGURATION_SHAPE = {
  document: "text",
  experiment: "text",
  training: "anything",
  dtype: "text",
  data: { name: "text", sha256: "text" },
  engine: "count",
} as const satisfies Shape;

const EXAMINED: Shape = {
  iteration: "count",
  trainAccuracy: "number",
  testAccuracy: "number",
  activations: [{
    mean: "stored number",
    standardDeviation: "stored number",
    zeros: "stored number",
    deadUnits: "stored number",
  }],
  gradientNorms: ["stored number"],
};

/** What a result must look like, wherever it comes from. */
const RESULT: Shape = {
  checkpoints: [EXAMINED],
  end: EXAMINED,
  glances: { every: "count", accuracies: ["number"] },
  losses: ["stored number"],
  divergedAt: "number or null",
  weightsSha256: "text",
};

/**
 * Reads a record file.
 *
 * @param spec what the record must be of
 * @returns undefined if the text is not an intact record of that run
 */
export function parseRecord(text: string, spec: RunSpec): RunRecord | undefined {
  try {
    const record: RunRecord = JSON.parse(text);
    const { sha256: checksum, ...content } = record;
    const intact = content.format === RECORD_FORMAT &&
      checksum === sha256(canonicalJson(content)) &&
      canonicalJson(content.spec) === canonicalJson(spec) && hasShape(content.result, RESULT);
    // Not just any JSON that means the same: the very bytes that would be written.
    return intact && text === `${canonicalJson(record)}\n` ? record : undefined;
  } catch {
    // No JSON, not even an object, or with a number, such as 1e999, that no record can hold.
    return undefined;
  }
}
