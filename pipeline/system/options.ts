import { DATA_SOURCES } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { type Dtype, DTYPES } from "../../lib/engine/matrix/dtype.ts";
import { type Mirror, parseMirror } from "../data/mirror.ts";
import {
  type Command,
  describeCommand,
  type Flag,
  oneOf,
  parseFlags,
  usageError,
  wholeNumber,
} from "./flags.ts";

/** What the flags ask for; the same for every step. */
export interface Options {
  /** The document that the experiments are of. */
  readonly document: Document;
  /** The experiments to run, in the document's order. */
  readonly experiments: readonly Experiment[];
  /** The seeds to run each of them with, ascending. */
  readonly seeds: readonly number[];
  /** The number format to compute in. */
  readonly dtype: Dtype;
  /** How many runs are trained at once. */
  readonly workers: number;
  /** Whether published runs do not count as on record. */
  readonly retrain: boolean;
  /** The data set; absent means the document's, or the built-in digits where that is not available. */
  readonly dataset?: string;
  /** Where to look for the data first. */
  readonly mirror?: Mirror;
  /** The folder that the report goes to. */
  readonly out: string;
}

/** More than any machine has; keeps a slip of the finger from starting thousands. */
const MOST_WORKERS = 256;
const MOST_SEEDS = 10_000;
const LARGEST_SEED = 2 ** 32 - 1;
/** Where the report goes unless a flag says otherwise. */
export const DEFAULT_OUT = "data/report";

/** What a step runs of a document unless the flags say otherwise. */
export type Defaults = (document: Document) => {
  readonly experiments: readonly Experiment[];
  /** How many seeds. */
  readonly seeds: number;
};

/** The document, with the quickest honest answer. */
export const DOCUMENT_DEFAULTS: Defaults = ({ experiments }) => ({ experiments, seeds: 1 });

/** The document of some name; without one, the first. */
export function chooseDocument(id: string | undefined): Document {
  if (id === undefined) return DOCUMENTS[0]!;
  const known = DOCUMENTS.map((document) => document.id);
  return DOCUMENTS[known.indexOf(oneOf("document", id, known))]!;
}

/** The flag that names a document. */
export const DOCUMENT_FLAG: Flag = {
  name: "document",
  value: "ID",
  help: `${DOCUMENTS.map(({ id }) => id).join(" or ")}; default the first`,
};

/** Experiments by their ids. */
export const ONLY: Flag = {
  name: "only",
  value: "ID,ID",
  isList: true,
  help: "these experiments alone; without it, all of them",
};

/** Seeds by their numbers. */
export const SEED: Flag = {
  name: "seed",
  value: "S,S",
  isList: true,
  help: "these seeds alone",
};

/** How many runs are trained at once. */
export const WORKERS: Flag = {
  name: "workers",
  value: "N",
  help: "runs trained at once; default one for each core",
};

const FLAGS: readonly Flag[] = [
  DOCUMENT_FLAG,
  ONLY,
  {
    name: "seeds",
    value: "N",
    help: "the seeds 0 to N-1; verdicts need 3, the published report has 30",
  },
  SEED,
  {
    name: "shard",
    value: "K/N",
    help: "the K-th of N parts of the seeds alone; merge puts the records together again",
  },
  { name: "dtype", value: "f64|f32", help: "number format; default f64, the document's" },
  WORKERS,
  { name: "retrain", help: "train here what is published in reports/, too" },
  {
    name: "dataset",
    value: "NAME",
    help: `${
      DATA_SOURCES.map((source) => source.name).join(" or ")
    }; default the document's, or else the built-in digits`,
  },
  {
    name: "mirror",
    value: "DIR|URL",
    help: "where to look for the data first; MNIST_MIRROR does the same",
  },
  { name: "out", value: "DIR", help: `where the report goes; default ${DEFAULT_OUT}` },
];

function commandOf(task: string, does: string): Command {
  return { task, does, flags: FLAGS };
}

/** The text of --help. */
export function helpText(
  task: string,
  does: string,
  defaults: Defaults = DOCUMENT_DEFAULTS,
  document: Document = DOCUMENTS[0]!,
): string {
  const { experiments, seeds } = defaults(document);
  const ids = experiments.map(({ id, purpose }) => `  ${id}\n      ${purpose.en}`);
  return [
    describeCommand(commandOf(task, does)),
    "",
    "Every step takes every flag, so that the same line fits fetch, train and report; a step",
    "passes over what is not its business: only train uses --workers, only fetch --mirror,",
    "only report --out, and fetch no more than --document, --dataset and --mirror.",
    "Lists are written with commas or spaces, or the flag is given again.",
    `Without --seeds or --seed: ${seeds === 1 ? "one seed" : `${seeds} seeds`}.`,
    "",
    "Experiments:",
    ...ids,
  ].join("\n");
}

/**
 * Reads the command line of a step.
 *
 * @param fromHere makes a path of the command line absolute
 * @param cores how many this machine has, as far as it tells
 * @param defaults what is run unless the flags say otherwise
 * @param task whose command line it is, for messages
 * @returns the options, or undefined if help was asked for
 * @throws {UserError} if a flag or a value is not understood
 */
export function parseOptions(
  args: readonly string[],
  fromHere: (path: string) => string,
  cores: number | undefined,
  defaults: Defaults = DOCUMENT_DEFAULTS,
  task = "the task",
): Options | undefined {
  const flags = parseFlags(args, commandOf(task, ""));
  if (flags === undefined) return undefined;
  const { single, list } = flags;
  const document = chooseDocument(single("document"));
  const usual = defaults(document);

  const dataset = single("dataset");
  if (dataset !== undefined) {
    oneOf("data set", dataset, DATA_SOURCES.map(({ name }) => name));
  }
  const mirror = single("mirror");
  const dtype = single("dtype") ?? DTYPES[0]!;
  return {
    document,
    experiments: chooseExperiments(list("only"), usual.experiments),
    seeds: shardOf(
      single("shard"),
      chooseSeeds(single("seeds"), list("seed"), usual.seeds),
    ),
    dtype: oneOf("number format", dtype, DTYPES),
    workers: chooseWorkers(single("workers"), cores),
    retrain: flags.has("retrain"),
    ...(dataset === undefined ? {} : { dataset }),
    ...(mirror === undefined ? {} : { mirror: parseMirror(mirror, "--mirror", fromHere) }),
    out: single("out") === undefined ? DEFAULT_OUT : fromHere(single("out")!),
  };
}

/**
 * How many runs are trained at once: as many as was asked for, else one for each core,
 * within reason.
 *
 * @param cores how many this machine has; 0 or nothing where it does not tell
 * @throws {UserError} if it was no such number
 */
export function chooseWorkers(asked: string | undefined, cores: number | undefined): number {
  if (asked === undefined) return Math.min(Math.max(Math.floor(cores || 1), 1), MOST_WORKERS);
  const advice = ", or leave it out: one for each core";
  return wholeNumber("--workers", asked, 1, MOST_WORKERS, advice);
}

/**
 * Experiments by their ids, in the order of `all`.
 *
 * @throws {UserError} if one is not there, or none is named
 */
export function chooseExperiments(
  only: readonly string[] | undefined,
  all: readonly Experiment[],
): readonly Experiment[] {
  if (only === undefined) return all;
  if (only.length === 0) throw usageError("Cannot use --only: it names no experiment");
  const known = all.map(({ id }) => id);
  for (const id of only) oneOf("experiment", id, known);
  return all.filter(({ id }) => only.includes(id));
}

/**
 * Seeds by their numbers, ascending, each once.
 *
 * @throws {UserError} if one is no seed, or none is named
 */
export function listedSeeds(listed: readonly string[]): readonly number[] {
  if (listed.length === 0) throw usageError("Cannot use --seed: it names no seed");
  const seeds = listed.map((text) => wholeNumber("--seed", text, 0, LARGEST_SEED));
  return [...new Set(seeds)].sort((a, b) => a - b);
}

function chooseSeeds(
  count: string | undefined,
  listed: readonly string[] | undefined,
  usual: number,
): readonly number[] {
  if (count !== undefined && listed !== undefined) {
    throw usageError("Cannot use --seeds and --seed together: give a number of seeds or a list");
  }
  if (listed !== undefined) return listedSeeds(listed);
  const advice = ", how many seeds to run; --seed takes a list";
  const seeds = wholeNumber("--seeds", count ?? String(usual), 1, MOST_SEEDS, advice);
  return Array.from({ length: seeds }, (_, seed) => seed);
}

/** The seeds at the places K, K + N, K + 2 N, ... for "K/N". */
function shardOf(shard: string | undefined, seeds: readonly number[]): readonly number[] {
  if (shard === undefined) return seeds;
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(shard) ?? [];
  const [k, n] = [Number(part), Number(parts)];
  if (!(k >= 1 && k <= n && n <= seeds.length)) {
    throw usageError(
      `Cannot use --shard ${JSON.stringify(shard)}: give K/N, such as 1/${
        Math.min(6, seeds.length)
      }, with K from 1 to N and N at most the ${seeds.length} seeds`,
    );
  }
  return seeds.filter((_, place) => place % n === k - 1);
}
