/**
 * Judges the conclusions of any document by its runs: evidence, verdicts, how robust
 * they are, and where recorded numbers stand among those of the runs.
 *
 * @module
 */

export * from "./criterion.ts";
export * from "./evidence.ts";
export * from "./judge.ts";
export * from "./levels.ts";
export * from "./placement.ts";
export * from "./robustness.ts";
export * from "./self_test.ts";
export * from "./simulation.ts";
export * from "./verdict.ts";
