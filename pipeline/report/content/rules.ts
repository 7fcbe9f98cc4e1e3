import { CRITERIA, type Measure, MEASURES } from "../../../lib/document/measures.ts";
import { type Block, details, paragraph } from "../blocks.ts";
import type { Judged } from "../judged.ts";
import { heading } from "./build.ts";
import { boundText, plain } from "./words.ts";

/** The rules, in short, with every measure and bound. */
export function rules({ judgement, language, strings: t }: Judged): Block[] {
  const { verdicts } = t;
  return [
    heading(2, t.rules.title, "rules"),
    paragraph(t.rules.intro(judgement.tests)),
    {
      kind: "list",
      items: [
        [{ bold: verdicts["no meaningful difference"] }, t.rules.equivalence],
        [{ bold: verdicts.holds }, t.rules.holds],
        [{ bold: verdicts.contradicted }, t.rules.contradicted],
        [{ bold: verdicts.inconclusive }, t.rules.inconclusive],
        [t.rules.shares],
        [t.rules.parts],
      ],
    },
    details(t.rules.bounds, {
      kind: "table",
      columns: [
        { title: t.rules.measure },
        { title: t.rules.whatItIs },
        { title: t.rules.margin },
        { title: t.rules.whyMargin },
      ],
      rows: Object.entries(MEASURES).map(([key, { name, definition, margin, reason }]) => [
        [name[language]],
        [definition[language]],
        [plain(margin, key as Measure)],
        [reason[language]],
      ]),
    }, {
      kind: "table",
      columns: [
        { title: t.rules.aRun },
        { title: t.rules.ifIts },
        { title: t.rules.is },
        { title: t.rules.why },
      ],
      rows: Object.entries(CRITERIA).map(([key, { name, measure, reason }]) => [
        [name[language]],
        [MEASURES[measure].name[language]],
        [boundText(key as keyof typeof CRITERIA, t)],
        [reason[language]],
      ]),
    }),
  ];
}
