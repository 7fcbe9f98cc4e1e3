import { ARM_NAMES } from "../../../lib/document/claims.ts";
import type { JudgedClaim } from "../../../lib/verdict/judge.ts";
import { FEWEST_SEEDS, sideOf, type Verdict } from "../../../lib/verdict/verdict.ts";
import { type Block, paragraph } from "../blocks.ts";
import { seedCount, seedRange, wholeNumber } from "../format.ts";
import type { Judged } from "./build.ts";

/** Verdicts that judge. */
function isJudged(verdict: Verdict): boolean {
  return !["not tested", "not testable", "not judged"].includes(verdict);
}

/** The outcome of everything in one sentence. */
export function outcomeSentence({ judgement, seeds }: Judged): string {
  const { claims } = judgement;
  const verdicts = claims.map(({ arms }) => arms["as-written"].verdict);
  if (claims.every(({ arms }) => ARM_NAMES.every((name) => isEmpty(arms[name].verdict)))) {
    return "None of the document's conclusions is tested by these runs";
  }
  if (!claims.some(({ arms }) => ARM_NAMES.some((name) => isJudged(arms[name].verdict)))) {
    return `Not judged: ${seedCount(seeds.length)}; a verdict needs ${FEWEST_SEEDS} or more`;
  }
  const judged = verdicts.filter(isJudged).length;
  const holding = claims.filter(({ arms }) => sideOf(arms["as-written"].verdict) === "for");
  const lost = holding.filter((claim) => !survives(claim)).length;
  const rest = lost === 0
    ? ""
    : `; ${lost} of these ${lost === 1 ? "does" : "do"} not survive correction or control`;
  return `${holding.length} of ${judged} conclusions hold as written over ${
    seedCount(seeds.length)
  }${rest}`;
}

function isEmpty(verdict: Verdict): boolean {
  return verdict === "not tested" || verdict === "not testable";
}

/** Whether a conclusion holds in every other way that it was judged in, too. */
function survives({ arms }: JudgedClaim): boolean {
  return ARM_NAMES.map((name) => arms[name].verdict)
    .every((verdict) => !isJudged(verdict) || sideOf(verdict) === "for");
}

/** What was done, and how to read the verdicts. */
export function introduction({ experiments, seeds, source, dtype, judgement }: Judged): Block[] {
  const runs = wholeNumber(experiments.length * seeds.length);
  const did = paragraph(
    `We trained ${experiments.length} networks of the document on ${source.title}, ${runs} runs in ${dtype}, each with ${
      seedRange(seeds)
    }: as written, with its defects corrected, and in controls that change one thing at a time. `,
    "Seed s here is np.random.seed(s) and the notebook in NumPy.",
  );
  if (seeds.length < FEWEST_SEEDS) {
    return [
      did,
      paragraph(
        { bold: `Not judged: ${seedCount(seeds.length)}.` },
        ` A single run can be luck, so no verdict is given on fewer than ${FEWEST_SEEDS} seeds; the numbers are below.`,
      ),
    ];
  }
  return [
    did,
    paragraph(
      "Each verdict follows from ",
      { link: "rules fixed in advance", to: "#rules" },
      ": runs of the same seed are compared, a conclusion is as firm as its weakest part, and the ",
      `${judgement.tests} tests behind all verdicts together may err with a probability of 5 %.`,
    ),
  ];
}
