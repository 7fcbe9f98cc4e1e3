/**
 * The statistics that verdicts rest on: means and spreads, Student's t, paired
 * comparisons and their power, shares, and Holm's correction.
 *
 * @module
 */

export * from "./holm.ts";
export * from "./normal.ts";
export * from "./paired.ts";
export * from "./share.ts";
export * from "./student_t.ts";
export * from "./summary.ts";
