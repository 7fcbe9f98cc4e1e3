/** What is said of a conclusion, or of a part of one. */
export type Verdict =
  | "clearly holds"
  | "holds"
  | "holds weakly"
  | "inconclusive"
  | "no meaningful difference"
  | "contradicted"
  | "not judged"
  | "not testable"
  | "not tested";

/** All of them. */
export const VERDICTS: readonly Verdict[] = [
  "clearly holds",
  "holds",
  "holds weakly",
  "inconclusive",
  "no meaningful difference",
  "contradicted",
  "not judged",
  "not testable",
  "not tested",
];
