/** All verdicts on a conclusion, or on a part of one. */
export const VERDICTS = [
  "clearly holds",
  "holds",
  "holds weakly",
  "inconclusive",
  "no meaningful difference",
  "contradicted",
  "not judged",
  "not testable",
  "not tested",
] as const;

/** A verdict on a conclusion, or on a part of one. */
export type Verdict = typeof VERDICTS[number];
