/** All that can be said of a conclusion, or of a part of one. */
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

/** What is said of a conclusion, or of a part of one. */
export type Verdict = typeof VERDICTS[number];
