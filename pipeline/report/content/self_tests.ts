import { FAMILY_ERROR } from "../../../lib/verdict/levels.ts";
import type { SimulatedRules, SimulatedSeeds } from "../../../lib/verdict/self_test.ts";
import type { SimulatedRate } from "../../../lib/verdict/simulation.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { percent, wholeNumber } from "../format.ts";
import type { Judged } from "../judged.ts";
import type { Strings } from "../strings/strings.ts";
import { heading, leftOut } from "./build.ts";
import { conditionLine, effect } from "./words.ts";

/** Whether the judge says what is known to be true. */
export function selfTests(results: Judged): Block[] {
  const { document, judgeTested, language, strings } = results;
  const t = strings.selfTests;
  if (document.selfTests.tests.length === 0) return [];
  const gaps = leftOut(document.selfTests.experiments, results.selfTests.seeds, results);
  if (judgeTested === undefined) {
    return [heading(2, t.notTested, "self-tests"), paragraph(t.notRun), ...gaps];
  }
  const right = judgeTested.tests.filter((test) => test.right).length;
  return [
    heading(2, t.title(right, judgeTested.tests.length), "self-tests"),
    paragraph(t.intro(results.selfTests.seeds.length)),
    ...gaps,
    {
      kind: "table",
      columns: [
        { title: t.must },
        { title: t.judged },
        { title: strings.conclusions.verdict },
        { title: t.right },
      ],
      rows: judgeTested.tests.map(({ test, part, right }): Line[] => [
        [test.name[language]],
        conditionLine(part.condition, results),
        [{ bold: strings.verdicts[part.verdict] }, ` (${effect(part, strings)})`],
        [right ? t.yes : t.no],
      ]),
    },
    paragraph(t.simulated),
    simulations(judgeTested.simulated, t),
  ];
}

function simulations(
  { noDifference, atTheMargin, report, split, splitWithoutMargin }: SimulatedRules,
  t: Strings["selfTests"],
): Block {
  const row = (what: string, { trials, wrong }: SimulatedRate): Line[] => [
    [what],
    [wholeNumber(trials)],
    [`${percent(wrong / trials, 1)} %`],
    [t.atMost(percent(FAMILY_ERROR, 0))],
  ];
  const bySeeds = (what: (seeds: number) => string, rates: readonly SimulatedSeeds[]): Line[][] =>
    rates.map(({ seeds, rate }) => row(what(seeds), rate));
  return {
    kind: "table",
    columns: [
      { title: t.drawn },
      { title: t.trials },
      { title: t.wrong },
      { title: t.nominal },
    ],
    rows: [
      ...bySeeds(t.noDifference, noDifference),
      ...bySeeds(t.atTheMargin, atTheMargin),
      row(t.report(report.comparisons, report.seeds), report.rate),
      row(t.split, split),
      row(t.splitWithoutMargin, splitWithoutMargin),
    ],
  };
}
