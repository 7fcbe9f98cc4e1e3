import { type Block, details, paragraph } from "../blocks.ts";
import type { Judged } from "../judged.ts";
import { heading } from "./build.ts";
import { boundText, plain } from "./words.ts";

/** The rules, in short, with every measure and bound. */
export function rules({ document, judgement, language, strings: t }: Judged): Block[] {
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
      rows: Object.values(document.measures).map((measure) => [
        [measure.name[language]],
        [measure.definition[language]],
        [plain(measure.margin, measure)],
        [measure.reason[language]],
      ]),
    }, {
      kind: "table",
      columns: [
        { title: t.rules.aRun },
        { title: t.rules.ifIts },
        { title: t.rules.is },
        { title: t.rules.why },
      ],
      rows: Object.values(document.criteria).map((criterion) => [
        [criterion.name[language]],
        [document.measures[criterion.measure]!.name[language]],
        [boundText(criterion, t)],
        [criterion.reason[language]],
      ]),
    }),
  ];
}
