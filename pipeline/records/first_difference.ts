import type { Run } from "./run.ts";

/**
 * The first difference between two runs of the same experiment and seed, in words;
 * undefined if everything that is published agrees. At the same iteration losses come
 * before accuracies, because they are the finer measure.
 */
export function firstDifference(published: Run, again: Run): string | undefined {
  const { lossMeans, probes, checkpoints } = published;
  const differences: { readonly iteration: number; readonly what: string }[] = [];
  const compare = (
    a: readonly (number | undefined)[],
    b: readonly (number | undefined)[],
    iterationOf: (k: number) => number,
    nameOf: (k: number) => string,
  ): void => {
    const k = Array.from({ length: Math.max(a.length, b.length) }).findIndex((_, i) =>
      !Object.is(a[i], b[i])
    );
    if (k < 0) return;
    differences.push({
      iteration: iterationOf(k),
      what: `${nameOf(k)} is ${b[k]}, published is ${a[k]}`,
    });
  };
  compare(
    lossMeans.values,
    again.lossMeans.values,
    (k) => k * lossMeans.every,
    (k) => `the mean loss of iterations ${k * lossMeans.every} to ${(k + 1) * lossMeans.every - 1}`,
  );
  compare(
    probes.accuracies,
    again.probes.accuracies,
    (k) => k * probes.every,
    (k) => `the accuracy on the first test images after iteration ${k * probes.every}`,
  );
  const iterationOf = (k: number): number => (checkpoints[k] ?? again.checkpoints[k]!).iteration;
  for (const [part, name] of [["trainAccuracy", "training"], ["testAccuracy", "test"]] as const) {
    compare(
      checkpoints.map((checkpoint) => checkpoint[part]),
      again.checkpoints.map((checkpoint) => checkpoint[part]),
      iterationOf,
      (k) => `${name} accuracy after iteration ${iterationOf(k)}`,
    );
  }
  const [first] = differences.sort((a, b) => a.iteration - b.iteration);
  if (first !== undefined) return first.what;
  for (
    const [part, name] of [["weightsSha256", "final weights have"], [
      "recordSha256",
      "full record has",
    ]] as const
  ) {
    if (published[part] !== again[part]) {
      return `the ${name} the digest ${again[part]}, published is ${published[part]}`;
    }
  }
  return undefined;
}
