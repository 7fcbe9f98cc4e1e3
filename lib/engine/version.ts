/**
 * The version of what the engine computes. It goes up whenever any run gives other
 * bits than before: a loss, an accuracy, a weight. However the engine is rewritten,
 * it stays as long as the bits do. `tests/battery_test.ts` pins the digests of short
 * runs of every kind, and fails where the two part.
 */
export const ENGINE_VERSION = 1;
