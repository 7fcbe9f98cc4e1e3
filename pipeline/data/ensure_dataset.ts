import { formatIdx } from "../../lib/data/idx.ts";
import {
  type DataFile,
  dataFiles,
  type DataSource,
  SYNTHETIC_DIGITS,
} from "../../lib/data/sources.ts";
import { drawSyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import { writeFileAtomically } from "../system/files.ts";
import { UserError } from "../system/user_error.ts";
import { cachePath, readCached } from "./cache.ts";
import { download, RETRY_POLICY, type RetryPolicy } from "./download.ts";
import { readFromFolder, type Served } from "./folder_mirror.ts";
import { type Mirror, MirrorError, publicMirror, servedNames } from "./mirror.ts";
import { checkPayload, maxServedBytes, readPayload } from "./payload.ts";
import { sha256 } from "../system/sha256.ts";

/** Where to get data from, where to keep it, and where to show progress. */
export interface FetchContext {
  /** The cache, "data". */
  readonly dataFolder: string;
  /** The mirror that the user named, tried before the public ones. */
  readonly mirror?: Mirror;
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Shows the progress of a download: bytes as served, and the total if known. */
  readonly progress: (file: DataFile, bytes: number, total: number | undefined) => void;
  /** When downloads are given up; by default as in the fetch task. */
  readonly policy?: RetryPolicy;
}

/** No mirror served a file; other errors, such as a full disk, are not of this class. */
export class NoMirrorError extends UserError {
  constructor(source: DataSource, file: DataFile, named: Mirror | undefined) {
    const who = named === undefined ? "no mirror" : `neither ${named.shown} nor any other mirror`;
    super(
      `Cannot get ${source.title}: ${who} has served ${file.name}, for the reasons above; check the network, or give a folder or URL that has ${file.name}.gz with --mirror or MNIST_MIRROR, or use the built-in digits with --dataset ${SYNTHETIC_DIGITS.name}`,
    );
  }
}

/**
 * Makes sure that every file of a data set lies in the cache, verified as far as its
 * hash is recorded. Files that are there and valid are left alone.
 *
 * @throws {NoMirrorError} if a file is not available anywhere
 * @throws {UserError} if the cache cannot be read or written
 */
export async function ensureDataset(source: DataSource, context: FetchContext): Promise<void> {
  const wanted: DataFile[] = [];
  for (const file of dataFiles(source)) {
    const path = cachePath(context.dataFolder, source, file);
    const { state } = await readCached(path, file);
    if (state === "valid") continue;
    if (state === "damaged") context.print(`${path} is damaged; getting it again`);
    wanted.push(file);
  }
  const unverifiable = dataFiles(source).filter((file) => file.sha256 === undefined);
  const { origin } = source;
  if (wanted.length === 0) {
    const state = unverifiable.length === 0 ? "here and verified" : "here";
    context.print(`${source.title}: all files are ${state}`);
  } else if ("drawnWithSeeds" in origin) {
    await drawDataset(source, origin.drawnWithSeeds, wanted, context);
  } else {
    await fetchDataset(source, origin.mirrors, wanted, context);
  }
  if (unverifiable.length > 0) await warnOfUnverified(source, unverifiable, context);
}

/** Says what files are whose hash is not recorded, so that it can be. */
async function warnOfUnverified(
  source: DataSource,
  files: readonly DataFile[],
  { dataFolder, print }: FetchContext,
): Promise<void> {
  print(
    `warning: NOT VERIFIED: lib/data/sources.ts records no SHA-256 for ${source.title}. These files have the right length and may be anything:`,
  );
  for (const file of files) {
    const cached = await readCached(cachePath(dataFolder, source, file), file);
    if (cached.state === "valid") print(`  ${file.name}  sha256: "${sha256(cached.payload)}"`);
  }
  print(
    "warning: compare these hashes with a source that you trust, and put them into lib/data/sources.ts; nothing is trained on these files before that",
  );
}

async function fetchDataset(
  source: DataSource,
  publicMirrors: readonly string[],
  wanted: readonly DataFile[],
  context: FetchContext,
): Promise<void> {
  const { mirror: named, print } = context;
  const all = [...(named === undefined ? [] : [named]), ...publicMirrors.map(publicMirror)];
  // A mirror that does not answer is not asked for the other files.
  const dropped = new Set<Mirror>();
  const fromOthers: string[] = [];
  for (const file of wanted) {
    let served: Served | undefined;
    for (const mirror of all.filter((one) => !dropped.has(one))) {
      try {
        served = await fetchFrom(mirror, file, context);
        if (mirror !== named) fromOthers.push(file.name);
        break;
      } catch (error) {
        if (!(error instanceof MirrorError)) throw error;
        if (error.isOfMirror) dropped.add(mirror);
        const failure = `${mirror.shown} cannot serve ${file.name}: ${error.message}`;
        print(
          mirror === named ? `warning: your mirror ${failure}` : `skipping a mirror: ${failure}`,
        );
      }
    }
    if (served === undefined) throw new NoMirrorError(source, file, named);
    await writeFileAtomically(cachePath(context.dataFolder, source, file), served.payload);
    const verified = file.sha256 === undefined ? "NOT VERIFIED" : "SHA-256 verified";
    print(`${file.name}: ${file.bytes} bytes from ${served.from}, ${verified}`);
  }
  if (named !== undefined && fromOthers.length > 0) {
    print(
      `warning: ${fromOthers.join(", ")} came from a public mirror, not from ${named.shown}`,
    );
  }
}

/** @throws {MirrorError} if the mirror does not serve the file under any of its names */
async function fetchFrom(
  mirror: Mirror,
  file: DataFile,
  { policy = RETRY_POLICY, progress }: FetchContext,
): Promise<Served> {
  if ("folder" in mirror) return await readFromFolder(mirror, file);
  let firstError: MirrorError | undefined;
  for (const name of servedNames(file.name)) {
    try {
      const payload = await download({
        mirror,
        name,
        maxBytes: maxServedBytes(file),
        read: (bytes) => readPayload(bytes, file),
        onProgress: (bytes, total) => progress(file, bytes, total),
      }, policy);
      return { payload, from: mirror.shown };
    } catch (error) {
      if (!(error instanceof MirrorError && error.isMissing)) throw error;
      firstError ??= error;
    }
  }
  throw firstError!;
}

async function drawDataset(
  source: DataSource,
  [trainSeed, testSeed]: readonly [train: number, test: number],
  wanted: readonly DataFile[],
  context: FetchContext,
): Promise<void> {
  if (context.mirror !== undefined) {
    context.print(`${context.mirror.shown} is not asked: ${source.title} are drawn here`);
  }
  context.print(`drawing ${source.title}`);
  const { counts } = source;
  const sets = [
    {
      seed: trainSeed,
      count: counts.train,
      images: source.trainImages,
      labels: source.trainLabels,
    },
    { seed: testSeed, count: counts.test, images: source.testImages, labels: source.testLabels },
  ];
  for (const { seed, count, images, labels } of sets) {
    if (!wanted.includes(images) && !wanted.includes(labels)) continue;
    const digits = drawSyntheticDigits(count, seed);
    for (const [file, idx] of [[images, digits.images], [labels, digits.labels]] as const) {
      const payload = formatIdx(idx);
      checkPayload(payload, file);
      await writeFileAtomically(cachePath(context.dataFolder, source, file), payload);
    }
  }
}
