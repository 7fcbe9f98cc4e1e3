import { formatIdx } from "../../lib/data/idx.ts";
import type { DataFile, DataSource } from "../../lib/data/sources.ts";
import { drawSyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import { sha256 } from "../../pipeline/system/sha256.ts";

function dataFile(name: string, payload: Uint8Array): DataFile {
  return { name, bytes: payload.length, sha256: sha256(payload) };
}

/** The payloads of a small data set, by the name of their file. */
export type Payloads = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** A data set of few synthetic digits, as a record and as bytes. */
export function smallDataset(
  train: number,
  test: number,
): { source: DataSource; payloads: Payloads } {
  const [trainDigits, testDigits] = [drawSyntheticDigits(train, 1), drawSyntheticDigits(test, 2)];
  const payloads = new Map([
    ["train-images", formatIdx(trainDigits.images)],
    ["train-labels", formatIdx(trainDigits.labels)],
    ["test-images", formatIdx(testDigits.images)],
    ["test-labels", formatIdx(testDigits.labels)],
  ]);
  const file = (name: string): DataFile => dataFile(name, payloads.get(name)!);
  return {
    source: {
      name: "small",
      title: "a small data set",
      trainImages: file("train-images"),
      trainLabels: file("train-labels"),
      testImages: file("test-images"),
      testLabels: file("test-labels"),
      counts: { train, test },
      origin: { drawnWithSeeds: [1, 2] },
    },
    payloads,
  };
}
