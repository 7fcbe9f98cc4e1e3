import { MEASURES } from "../../../lib/document/measures.ts";
import { SELF_TESTS } from "../../../lib/document/self_tests.ts";
import { judge, type JudgedPart } from "../../../lib/verdict/judge.ts";
import { measureRun } from "../../../lib/verdict/measure.ts";
import {
  simulateAtTheMargin,
  type SimulatedRate,
  simulateNoDifference,
  simulateReports,
  splitAtRandom,
} from "../../../lib/verdict/simulation.ts";
import { FAMILY_ERROR } from "../../../lib/verdict/verdict.ts";
import type { Claim } from "../../../lib/document/claims.ts";
import type { Text } from "../../../lib/document/language.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { percent, wholeNumber } from "../format.ts";
import { heading, type Judged } from "./build.ts";
import { conditionLine, effect } from "./words.ts";

/** Trials of a single comparison, and of a whole report, which takes far longer. */
const TRIALS = 4000;
const REPORT_TRIALS = 500;
/** Seeds that the rule is simulated with. */
const SIMULATED_SEEDS = [3, 5, 10, 30];

/** Whether the judge says what is known to be true. */
export function selfTests(results: Judged): Block[] {
  const { language, strings } = results;
  const t = strings.selfTests;
  const { seeds } = results.selfTests;
  if (seeds.length === 0) {
    return [
      heading(2, t.title, "self-tests"),
      paragraph(t.notRun),
    ];
  }
  return [
    heading(2, t.title, "self-tests"),
    paragraph(t.intro(seeds.length)),
    {
      kind: "table",
      columns: [
        { title: t.must },
        { title: t.judged },
        { title: strings.conclusions.verdict },
        { title: t.right },
      ],
      rows: judgeSelfTests(results).map(({ name, expected, part }): Line[] => [
        [name[language]],
        conditionLine(part.condition, results),
        [{ bold: strings.verdicts[part.verdict] }, ` (${effect(part, strings)})`],
        [expected ? t.yes : t.no],
      ]),
    },
    paragraph(t.simulated),
    { kind: "table", ...simulations(results) },
  ];
}

/** The self-tests with their verdicts; empty if they were not run. */
export function judgeSelfTests(
  results: Pick<Judged, "runsOf">,
): { name: Text; expected: boolean; part: JudgedPart }[] {
  const claims = SELF_TESTS.map(({ condition }, i): Claim => ({
    id: `self-test-${i}`,
    kind: "better",
    text: { en: "", ko: "" },
    source: { item: "", lines: [0, 0], sha256: "" },
    arms: { "controlled": [condition] },
    changes: {},
  }));
  return judge(claims, results.runsOf).claims.map(({ arms }, i) => {
    const part = arms.controlled.parts[0]!;
    const { name, expected } = SELF_TESTS[i]!;
    return { name, expected: expected.includes(part.verdict), part };
  });
}

function simulations(results: Judged): { columns: { title: string }[]; rows: Line[][] } {
  const t = results.strings.selfTests;
  const row = (what: string, { trials, wrong }: SimulatedRate): Line[] => [
    [what],
    [wholeNumber(trials)],
    [`${percent(wrong / trials, 1)} %`],
    [t.atMost(percent(FAMILY_ERROR, 0))],
  ];
  return {
    columns: [
      { title: t.drawn },
      { title: t.trials },
      { title: t.wrong },
      { title: t.nominal },
    ],
    rows: [
      ...SIMULATED_SEEDS.map((seeds) =>
        row(
          t.noDifference(seeds),
          simulateNoDifference(seeds, TRIALS),
        )
      ),
      ...SIMULATED_SEEDS.map((seeds) =>
        row(
          t.atTheMargin(seeds),
          simulateAtTheMargin(seeds, TRIALS),
        )
      ),
      row(
        t.report(comparisonsOf(results), results.seeds.length),
        simulateReports(results.seeds.length, comparisonsOf(results), REPORT_TRIALS),
      ),
      row(
        t.split,
        splitAtRandom(pooled(results), MEASURES["end-test-accuracy"].margin, TRIALS),
      ),
    ],
  };
}

/** As many paired comparisons as make up the tests of this report; each has two. */
function comparisonsOf({ judgement }: Judged): number {
  return Math.ceil(judgement.tests / 2);
}

/** The runs of both sides of the first self-test. */
function pooled({ runsOf }: Judged): number[] {
  const { condition } = SELF_TESTS[0]!;
  if (condition.kind === "most") return [];
  return [...runsOf(condition.of), ...runsOf(condition.than)]
    .map((run) => measureRun(condition.measure, run));
}
