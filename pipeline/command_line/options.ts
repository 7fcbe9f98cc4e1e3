import { DATA_SOURCES, type DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { type Dtype, DTYPES } from "../../lib/engine/matrix/dtype.ts";
import { FEWEST_SEEDS } from "../../lib/verdict/levels.ts";
import { groupOf, GROUPS, groupToTrain } from "../records/groups.ts";
import { type Mirror, parseMirror } from "../data/mirror.ts";
import {
  type Command,
  describeCommand,
  type Flag,
  oneOf,
  parseFlags,
  wholeNumber,
} from "./flags.ts";
import { usageError } from "../system/user_error.ts";

/** What the flags of a step ask for. */
export interface Options {
  readonly document: Document;
  /** The experiments to run, in the document's order. */
  readonly experiments: readonly Experiment[];
  /** The seeds to run each of them with, ascending. */
  readonly seeds: readonly number[];
  /** The number format to compute in. */
  readonly dtype: Dtype;
  /** How many runs are trained at once. */
  readonly workers: number;
  /** Whether to train runs that are published, too. */
  readonly retrain: boolean;
  /** The data set; absent means the document's, or the built-in digits where that is not available. */
  readonly dataset?: DataSource;
  /** Where to look for the data first. */
  readonly mirror?: Mirror;
  /** The folder that the report goes to. */
  readonly out: string;
}

/** More than any machine has; a typo must not start thousands. */
const MAX_WORKERS = 256;
const MAX_SEEDS = 10_000;
const LARGEST_SEED = 2 ** 32 - 1;
/** Where the report goes unless a flag says otherwise. */
export const DEFAULT_OUT = "data/report";

/** The document with an id; the first one by default. */
export function chooseDocument(id: string | undefined, documents = DOCUMENTS): Document {
  if (id === undefined) return documents[0]!;
  const known = documents.map((document) => document.id);
  return documents[known.indexOf(oneOf("document", id, known))]!;
}

/** The document that help is about, whatever mistakes are on the command line. */
export function documentOfHelp(args: readonly string[], documents = DOCUMENTS): Document {
  const isNamed = ({ id }: Document) => args.includes(id) || args.includes(`--document=${id}`);
  return documents.find(isNamed) ?? documents[0]!;
}

/** The data set with a name. */
export function chooseSource(name: string): DataSource {
  const known = DATA_SOURCES.map((source) => source.name);
  return DATA_SOURCES[known.indexOf(oneOf("data set", name, known))]!;
}

/** The flag that names a document. */
export const DOCUMENT_FLAG: Flag = {
  name: "document",
  value: "ID",
  help: `${DOCUMENTS.map(({ id }) => id).join(" or ")}; default the first`,
};

export const ONLY: Flag = {
  name: "only",
  value: "ID,ID",
  isList: true,
  help: "only these experiments",
};
export const SEED: Flag = { name: "seed", value: "S,S", isList: true, help: "only these seeds" };
export const WORKERS: Flag = {
  name: "workers",
  value: "N",
  help: "runs trained at once; default one per core",
};

const FLAGS: readonly Flag[] = [
  DOCUMENT_FLAG,
  ONLY,
  {
    name: "seeds",
    value: "N",
    help: `seeds 0 to N-1; verdicts need ${FEWEST_SEEDS}`,
  },
  SEED,
  { name: "shard", value: "K/N", help: "only the K-th of N parts of the seeds; see merge" },
  { name: "dtype", value: DTYPES.join("|"), help: "number format; default the document's" },
  WORKERS,
  { name: "retrain", help: "also train runs that are published in reports/" },
  {
    name: "dataset",
    value: "NAME",
    help: `${
      DATA_SOURCES.map((source) => source.name).join(" or ")
    }; default the document's, or else the built-in digits`,
  },
  { name: "mirror", value: "DIR|URL", help: "where to look for the data first, like MNIST_MIRROR" },
  { name: "out", value: "DIR", help: `where the report goes; default ${DEFAULT_OUT}` },
];

/** Of the train task alone. */
const GROUP: Flag = {
  name: "group",
  value: "NAME",
  help: `${GROUPS.join(", ")}; default the document's own experiments`,
};

/** The command line of a step; all take the same flags, except that only train takes --group. */
export function stepCommand(task: string, does: string): Command {
  return { task, does, flags: task === "train" ? [GROUP, ...FLAGS] : FLAGS };
}

/** The text of --help. */
export function helpText(command: Command, document: Document): string {
  const { id, publication } = document;
  return [
    describeCommand(command),
    "",
    "Every step takes these flags, so that the same line fits fetch, train and report; a step",
    "ignores what does not concern it: only train uses --workers, only fetch --mirror, only",
    "report --out, and fetch uses --document, --dataset and --mirror only.",
    "Lists are written with commas or spaces, or the flag is repeated.",
    `Without --seeds or --seed: one seed; the published report has ${publication.seeds}.`,
    ...(command.flags?.includes(GROUP) ? helpOfGroups(document) : []),
    "",
    `Experiments of ${id}:`,
    ...document.experiments.map(({ id, purpose }) => `  ${id}\n      ${purpose.en}`),
  ].join("\n");
}

/** What help says of the groups that a document has besides its own experiments. */
function helpOfGroups(document: Document): string[] {
  const { selfTests, variations } = document;
  const [varied] = groupOf(document, "robustness").experiments;
  return [
    ...(selfTests.experiments.length === 0 ? [] : [
      "",
      `Self-tests, whose outcome is known, to test the judge (default ${selfTests.seeds} seeds):`,
      `  ${selfTests.experiments.map(({ id }) => id).join(", ")}, and what they are compared with`,
    ]),
    ...(varied === undefined ? [] : [
      "",
      `Robustness, small changes that verdicts should survive (default ${variations.seeds} seeds):`,
      `  the experiments that verdicts compare, as in ${varied.id}; with each of`,
      `  ${variations.grid.map(({ id }) => `~${id}`).join(", ")}`,
    ]),
  ];
}

/**
 * Reads the command line of a step.
 *
 * @param command of the step, see `stepCommand`
 * @param fromHere makes a path of the command line absolute
 * @param cores how many this machine has, if it says
 * @returns the options, or undefined if help was asked for
 * @throws {UserError} if a flag or a value is not understood
 */
export function parseOptions(
  args: readonly string[],
  command: Command,
  fromHere: (path: string) => string,
  cores: number | undefined,
  documents = DOCUMENTS,
): Options | undefined {
  const flags = parseFlags(args, command);
  if (flags === undefined) return undefined;
  const { single, list } = flags;
  const document = chooseDocument(single("document"), documents);
  const group = oneOf("group", single("group") ?? GROUPS[0], GROUPS);
  const defaults = groupToTrain(document, group);
  if (defaults.experiments.length === 0) {
    throw usageError(`Cannot use --group ${group}: ${document.id} has none; leave it out`);
  }

  const dataset = single("dataset");
  const mirror = single("mirror");
  const dtype = single("dtype") ?? document.publication.dtype;
  return {
    document,
    experiments: chooseExperiments(list("only"), defaults.experiments),
    seeds: shardOf(
      single("shard"),
      chooseSeeds(single("seeds"), list("seed"), defaults.seeds),
    ),
    dtype: oneOf("number format", dtype, DTYPES),
    workers: chooseWorkers(single("workers"), cores),
    retrain: flags.has("retrain"),
    ...(dataset === undefined ? {} : { dataset: chooseSource(dataset) }),
    ...(mirror === undefined ? {} : { mirror: parseMirror(mirror, "--mirror", fromHere) }),
    out: single("out") === undefined ? DEFAULT_OUT : fromHere(single("out")!),
  };
}

/**
 * How many runs to train at once: one per core by default.
 *
 * @param cores how many this machine has; 0 or undefined if it does not say
 * @throws {UserError} if `asked` is not a number of workers
 */
export function chooseWorkers(asked: string | undefined, cores: number | undefined): number {
  if (asked === undefined) return Math.min(Math.max(Math.floor(cores || 1), 1), MAX_WORKERS);
  const advice = ", or leave it out: one for each core";
  return wholeNumber("--workers", asked, 1, MAX_WORKERS, advice);
}

/**
 * Experiments by their ids, in the order of `all`.
 *
 * @throws {UserError} if one does not exist, or none is named
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
 * @throws {UserError} if one is not a seed, or none is named
 */
export function listedSeeds(listed: readonly string[]): readonly number[] {
  if (listed.length === 0) throw usageError("Cannot use --seed: it names no seed");
  const seeds = listed.map((text) => wholeNumber("--seed", text, 0, LARGEST_SEED));
  return [...new Set(seeds)].sort((a, b) => a - b);
}

function chooseSeeds(
  count: string | undefined,
  listed: readonly string[] | undefined,
  byDefault: number,
): readonly number[] {
  if (count !== undefined && listed !== undefined) {
    throw usageError("Cannot use --seeds and --seed together: give a number of seeds or a list");
  }
  if (listed !== undefined) return listedSeeds(listed);
  const advice = ", how many seeds to run; --seed takes a list";
  const seeds = wholeNumber("--seeds", count ?? String(byDefault), 1, MAX_SEEDS, advice);
  return Array.from({ length: seeds }, (_, seed) => seed);
}

/** Every N-th seed, starting with the K-th, for "K/N". */
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
