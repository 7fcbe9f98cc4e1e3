import { VARIATIONS } from "../../../lib/document/variations.ts";
import { variedArm } from "../../../lib/document/variations.ts";
import { type Survival, survivalOf } from "../../../lib/verdict/robustness.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { seedCount } from "../format.ts";
import { claimLink, heading, type Judged } from "./build.ts";
import { ARM_TITLES, verdictLine } from "./words.ts";

const SYMBOLS: Readonly<Record<Survival, string>> = {
  "survives": "● survives",
  "unsure": "○ unsure",
  "lost": "× lost",
  "not run": "–",
};

/** Which verdicts survive small changes. */
export function robustness(results: Judged): Block[] {
  const { seeds } = results.variations;
  if (seeds.length === 0) return [];
  const rows = results.judgement.claims.flatMap((judged): Line[][] => {
    const survivals = VARIATIONS.map((variation) => survivalOf(judged, variation, results.runsOf));
    if (survivals.some((survival) => survival === undefined)) return [];
    const name = variedArm(judged.claim);
    return [[
      [claimLink(judged)],
      [ARM_TITLES[name]],
      verdictLine(judged.arms[name]),
      ...survivals.map((survival): Line => [SYMBOLS[survival!]]),
    ]];
  });
  if (rows.length === 0) return [];
  return [
    heading(2, "Do the verdicts survive small changes?", "robustness"),
    paragraph(
      `Every experiment behind a verdict that holds or is contradicted, run again with ${
        seedCount(seeds.length)
      } and one thing changed. It survives if what decides still shows its effect, with the 95 % interval on the same side or in all runs; it is unsure if only the means still point the same way; it is lost if they do not.`,
    ),
    {
      kind: "table",
      columns: [
        { title: "" },
        { title: "Tested" },
        { title: "Verdict" },
        ...VARIATIONS.map(({ name }) => ({ title: name.en })),
      ],
      rows,
    },
  ];
}
