/**
 * The version of what the engine computes. It goes up whenever any run gives other bits
 * than before: a loss, an accuracy, a weight. As long as the bits stay, so does the
 * version, however the engine is rewritten. `tests/engine/battery_test.ts` pins the digests of
 * short runs of every kind, and fails when bits change and the version does not.
 */
export const ENGINE_VERSION = 1;
