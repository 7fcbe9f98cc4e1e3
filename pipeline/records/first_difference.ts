import type { Run } from "./run.ts";

/**
 * Where two runs of the same experiment and seed differ first, in words; undefined
 * if they are the same in everything that is published. Losses come before
 * accuracies of the same iterations, because they are the finer measure.
 */
export function firstDifference(published: Run, again: Run): string | undefined {
  const candidates: { iteration: number; what: string }[] = [];
  const loss = firstUnequal(published.lossMeans.values, again.lossMeans.values);
  if (loss !== undefined) {
    const { every } = published.lossMeans;
    candidates.push({
      iteration: loss * every,
      what: `the mean loss of iterations ${loss * every} to ${(loss + 1) * every - 1} is ${
        again.lossMeans.values[loss]
      }, published is ${published.lossMeans.values[loss]}`,
    });
  }
  const glance = firstUnequal(published.glances.accuracies, again.glances.accuracies);
  if (glance !== undefined) {
    candidates.push({
      iteration: glance * published.glances.every,
      what: `the accuracy on the first test images after iteration ${
        glance * published.glances.every
      } is ${again.glances.accuracies[glance]}, published is ${
        published.glances.accuracies[glance]
      }`,
    });
  }
  for (const part of ["trainAccuracy", "testAccuracy"] as const) {
    const k = firstUnequal(
      published.checkpoints.map((checkpoint) => checkpoint[part]),
      again.checkpoints.map((checkpoint) => checkpoint[part]),
    );
    if (k === undefined) continue;
    const { iteration } = published.checkpoints[k] ?? again.checkpoints[k]!;
    candidates.push({
      iteration,
      what: `${
        part === "trainAccuracy" ? "training" : "test"
      } accuracy after iteration ${iteration} is ${again.checkpoints[k]?.[part]}, published is ${
        published.checkpoints[k]?.[part]
      }`,
    });
  }
  candidates.sort((a, b) => a.iteration - b.iteration);
  if (candidates.length > 0) return candidates[0]!.what;
  if (published.weightsSha256 !== again.weightsSha256) {
    return `the final weights have the digest ${again.weightsSha256}, published is ${published.weightsSha256}`;
  }
  if (published.recordSha256 !== again.recordSha256) {
    return `the full record has the digest ${again.recordSha256}, published is ${published.recordSha256}`;
  }
  return undefined;
}

/** The first place where two lists differ; one may be longer. */
function firstUnequal(a: readonly number[], b: readonly number[]): number | undefined {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (!Object.is(a[i], b[i])) return i;
  }
  return undefined;
}
