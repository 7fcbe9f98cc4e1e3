/** The middle of some numbers, or of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half) - 1]!) / 2;
}

/** The median of some numbers with the lowest and the highest: "2.3 (2.1 to 2.9)". */
export function withSpread(values: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

/** How often contenders take turns, and how long a turn lasts at least. */
const ROUNDS = 25;
const TURN_MS = 12;

/**
 * Times some contenders in turns, so that other work on the machine slows each of
 * them down.
 *
 * @returns for each the milliseconds of one call, one sample a round
 */
export function timeInTurns(
  contenders: readonly { readonly name: string; readonly run: () => void }[],
): Map<string, number[]> {
  const timed = contenders.map((contender) => ({ ...contender, samples: [] as number[] }));
  for (let round = -3; round < ROUNDS; round++) { // The first rounds warm up.
    for (const { run, samples } of timed) {
      const start = performance.now();
      let calls = 0;
      while (performance.now() - start < TURN_MS) {
        run();
        calls += 1;
      }
      if (round >= 0) samples.push((performance.now() - start) / calls);
    }
  }
  return new Map(timed.map(({ name, samples }) => [name, samples]));
}
