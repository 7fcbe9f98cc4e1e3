import { parseIdx } from "../../lib/data/idx.ts";
import type { DataFile, DataSource } from "../../lib/data/sources.ts";
import { imageExamples } from "../../lib/engine/training/examples.ts";
import type { TrainingData } from "../../lib/engine/training/train.ts";
import { cachePath, readCached } from "../data/cache.ts";
import { UserError } from "../system/user_error.ts";

/** The four IDX files of a data set, in memory that all workers share. */
export interface SharedDataset {
  readonly trainImages: SharedArrayBuffer;
  readonly trainLabels: SharedArrayBuffer;
  readonly testImages: SharedArrayBuffer;
  readonly testLabels: SharedArrayBuffer;
}

/**
 * Reads a data set from the cache into shared memory, verifying it once more.
 *
 * @throws {UserError} if a file is missing or damaged
 */
export async function loadSharedDataset(
  dataFolder: string,
  source: DataSource,
): Promise<SharedDataset> {
  const load = async (file: DataFile): Promise<SharedArrayBuffer> => {
    const path = cachePath(dataFolder, source, file);
    const cached = await readCached(path, file);
    if (cached.state !== "valid") {
      throw new UserError(
        `Cannot use ${path}: it is ${cached.state}; run "deno task fetch --dataset ${source.name}" to get it`,
      );
    }
    const shared = new SharedArrayBuffer(cached.payload.length);
    new Uint8Array(shared).set(cached.payload);
    return shared;
  };
  return {
    trainImages: await load(source.trainImages),
    trainLabels: await load(source.trainLabels),
    testImages: await load(source.testImages),
    testLabels: await load(source.testLabels),
  };
}

/** The examples in shared memory; copies nothing. */
export function viewDataset(shared: SharedDataset): TrainingData {
  const examples = (images: SharedArrayBuffer, labels: SharedArrayBuffer, name: string) =>
    imageExamples(
      parseIdx(new Uint8Array(images), 3, `the ${name} images`).values,
      parseIdx(new Uint8Array(labels), 1, `the ${name} labels`).values,
    );
  return {
    train: examples(shared.trainImages, shared.trainLabels, "training"),
    test: examples(shared.testImages, shared.testLabels, "test"),
  };
}
