import { variedExperiments, variedSetting } from "../../../lib/documents/vary.ts";
import { robustnessOf } from "../../../lib/verdict/robustness.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import type { Judged } from "../judged.ts";
import { claimLink, heading, leftOut } from "./build.ts";
import { verdictLine } from "./words.ts";

/** Which verdicts survive small changes. */
export function robustness(results: Judged): Block[] {
  const { document, language, strings: t } = results;
  const { grid } = document.variations;
  const { seeds } = results.variations;
  if (seeds.length === 0) return [];
  const counts = { checks: 0, surviving: 0 };
  const rows = results.judgement.claims.flatMap((judged): Line[][] => {
    const survivals = grid.map((variation) =>
      robustnessOf(judged, variation, document, results.runsOf)
    );
    if (survivals.some((survival) => survival === undefined)) return [];
    const name = variedSetting(judged.claim);
    counts.checks += survivals.length;
    counts.surviving += survivals.filter((survival) => survival === "survives").length;
    return [[
      [claimLink(judged)],
      [`${t.settings[name]}: `, ...verdictLine(judged.settings[name], t)],
      ...survivals.map((survival): Line => [t.robustness.survivals[survival!]]),
    ]];
  });
  if (rows.length === 0) return [];
  return [
    heading(2, t.robustness.title(counts.surviving, counts.checks), "robustness"),
    paragraph(t.robustness.intro(seeds.length)),
    ...leftOut(variedExperiments(document), seeds, results),
    {
      kind: "table",
      columns: [
        { title: t.conclusions.number },
        { title: t.conclusions.verdict },
        ...grid.map(({ name }) => ({ title: name[language] })),
      ],
      rows,
    },
  ];
}
