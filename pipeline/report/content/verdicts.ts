import { ARM_NAMES } from "../../../lib/document/claims.ts";
import { changesVerdict, type JudgedClaim } from "../../../lib/verdict/judge.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { claimLink, heading, type Judged } from "./build.ts";
import { ARM_TITLES, verdictLine } from "./words.ts";

/** The table of all verdicts. */
export function verdictTable({ judgement }: Judged): Block[] {
  return [
    heading(2, "What the document concludes, and what holds", "conclusions"),
    paragraph(
      "In brackets the effect of the part that decides: the mean difference over the seeds, or how many runs did what they must.",
    ),
    {
      kind: "table",
      columns: [
        { title: "" },
        { title: "The document concludes" },
        ...ARM_NAMES.map((name) => ({ title: ARM_TITLES[name] })),
        { title: "The verdict rests on" },
      ],
      rows: judgement.claims.map((judged): Line[] => [
        [claimLink(judged)],
        [judged.claim.text.en],
        ...ARM_NAMES.map((name) => verdictLine(judged.arms[name])),
        [causes(judged)],
      ]),
    },
  ];
}

/** What a correction or control changes, where that changes the side of the verdict. */
function causes(judged: JudgedClaim): string {
  const found = (["corrected", "controlled"] as const)
    .filter((name) => changesVerdict(judged, name))
    .map((name) => judged.claim.changes[name]?.en)
    .filter((cause) => cause !== undefined);
  return found.length === 0 ? "–" : [...new Set(found)].join("; ");
}
