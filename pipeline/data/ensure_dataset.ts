import { formatIdx } from "../../lib/data/idx.ts";
import { type DataFile, dataFiles, type DataSource } from "../../lib/data/sources.ts";
import { drawSyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import { writeFileAtomically } from "../files.ts";
import { messageOf, UserError } from "../user_error.ts";
import { cachePath, readCached } from "./cache.ts";
import { fetchFromMirror, PATIENCE, type Patience } from "./mirrors.ts";
import { checkPayload } from "./payload.ts";

/** Where data may come from, and whom to tell. */
export interface FetchContext {
  /** The cache, "data". */
  readonly dataFolder: string;
  /** A folder or URL to try before the public mirrors. */
  readonly mirror?: string;
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Shows how far a download has come. */
  readonly progress: (file: DataFile, bytes: number) => void;
  /** How patient downloads are; default that of the fetch task. */
  readonly patience?: Patience;
}

/**
 * Makes sure that every file of a data set lies in the cache, verified. Files
 * that are there and valid are left alone.
 *
 * @throws {UserError} if a file can be had from nowhere
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
  if (wanted.length === 0) {
    context.print(`${source.title}: all files are here and verified`);
    return;
  }
  const { origin } = source;
  if ("drawnWithSeeds" in origin) {
    await drawDataset(source, origin.drawnWithSeeds, wanted, context);
  } else {
    await fetchDataset(source, origin.mirrors, wanted, context);
  }
}

async function fetchDataset(
  source: DataSource,
  publicMirrors: readonly string[],
  wanted: readonly DataFile[],
  context: FetchContext,
): Promise<void> {
  const { mirror, patience = PATIENCE } = context;
  // A mirror that has failed once is not asked for the other files.
  let mirrors = [...(mirror === undefined ? [] : [mirror]), ...publicMirrors];
  for (const file of wanted) {
    let payload: Uint8Array | undefined;
    const failures: string[] = [];
    for (const candidate of [...mirrors]) {
      try {
        payload = await fetchFromMirror(
          candidate,
          file,
          patience,
          (bytes) => context.progress(file, bytes),
        );
        context.print(`${file.name}: ${file.bytes} bytes from ${candidate}, SHA-256 verified`);
        break;
      } catch (error) {
        const reason = `${candidate} cannot serve ${file.name}: ${messageOf(error)}`;
        context.print(`skipping a mirror: ${reason}`);
        failures.push(reason);
        mirrors = mirrors.filter((other) => other !== candidate);
      }
    }
    if (payload === undefined) {
      throw new UserError(
        `Cannot get ${source.title}: no mirror has served ${file.name}; check the network, or give a folder or URL that has ${file.name}.gz with --mirror or MNIST_MIRROR, or leave out --dataset to use the built-in digits`,
      );
    }
    await writeFileAtomically(cachePath(context.dataFolder, source, file), payload);
  }
}

async function drawDataset(
  source: DataSource,
  [trainSeed, testSeed]: readonly [train: number, test: number],
  wanted: readonly DataFile[],
  context: FetchContext,
): Promise<void> {
  context.print(`drawing ${source.title}`);
  const sets = [
    { seed: trainSeed, images: source.trainImages, labels: source.trainLabels },
    { seed: testSeed, images: source.testImages, labels: source.testLabels },
  ];
  for (const { seed, images, labels } of sets) {
    if (!wanted.includes(images) && !wanted.includes(labels)) continue;
    // The labels file has one byte for each digit behind a header of 8.
    const digits = drawSyntheticDigits(labels.bytes - 8, seed);
    for (const [file, idx] of [[images, digits.images], [labels, digits.labels]] as const) {
      const payload = formatIdx(idx);
      checkPayload(payload, file);
      await writeFileAtomically(cachePath(context.dataFolder, source, file), payload);
    }
  }
}
