import type { Protocol } from "../protocol.ts";
import type { RandomState } from "../random/random_state.ts";

/**
 * Draws the examples of mini-batches.
 *
 * @param count how many examples there are
 * @returns fills a mini-batch of indices, no longer than `count`
 */
export function createSampler(
  sampling: Protocol["sampling"],
  count: number,
  random: RandomState,
): (batch: Uint32Array) => void {
  if (sampling === "with replacement") return (batch) => random.choice(count, batch);
  const order = new Uint32Array(count);
  let next = count;
  return (batch) => {
    if (next + batch.length > count) {
      // A new pass: what np.random.permutation(count) gives.
      for (let i = 0; i < count; i++) order[i] = i;
      random.shuffle(order);
      next = 0;
    }
    batch.set(order.subarray(next, next + batch.length));
    next += batch.length;
  };
}
