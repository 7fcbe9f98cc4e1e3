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
import { type Block, type Line, paragraph } from "../blocks.ts";
import { percent, seedCount, wholeNumber } from "../format.ts";
import { heading, type Judged } from "./build.ts";
import { conditionLine, effect } from "./words.ts";

/** Trials of a single comparison, and of a whole report, which takes far longer. */
const TRIALS = 4000;
const REPORT_TRIALS = 500;
/** Seeds that the rule is simulated with. */
const SIMULATED_SEEDS = [3, 5, 10, 30];

/** Whether the judge says what is known to be true. */
export function selfTests(results: Judged): Block[] {
  const { seeds } = results.selfTests;
  if (seeds.length === 0) {
    return [
      heading(2, "Is the judge right?", "self-tests"),
      paragraph("Not tested here: run deno task selftest, then the report again."),
    ];
  }
  return [
    heading(2, "Is the judge right?", "self-tests"),
    paragraph(
      `The same rules on experiments whose outcome is known beforehand, ${
        seedCount(seeds.length)
      } each.`,
    ),
    {
      kind: "table",
      columns: [
        { title: "Must come out" },
        { title: "Judged" },
        { title: "Verdict" },
        { title: "Right" },
      ],
      rows: judgeSelfTests(results).map(({ name, expected, part }): Line[] => [
        [name],
        conditionLine(part.condition, results),
        [{ bold: part.verdict }, ` (${effect(part)})`],
        [expected ? "yes" : "NO"],
      ]),
    },
    paragraph(
      "And on numbers drawn at random, with seeds of their own: how often the rule errs, beside what it may.",
    ),
    { kind: "table", ...simulations(results) },
  ];
}

/** The self-tests with their verdicts; empty if they were not run. */
export function judgeSelfTests(
  results: Pick<Judged, "runsOf">,
): { name: string; expected: boolean; part: JudgedPart }[] {
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
    return { name: name.en, expected: expected.includes(part.verdict), part };
  });
}

function simulations(results: Judged): { columns: { title: string }[]; rows: Line[][] } {
  const row = (what: string, { trials, wrong }: SimulatedRate): Line[] => [
    [what],
    [wholeNumber(trials)],
    [`${percent(wrong / trials, 1)} %`],
    [`at most ${percent(FAMILY_ERROR, 0)} %`],
  ];
  return {
    columns: [
      { title: "Drawn" },
      { title: "Trials" },
      { title: "Wrong" },
      { title: "Nominal" },
    ],
    rows: [
      ...SIMULATED_SEEDS.map((seeds) =>
        row(
          `No difference, ${seeds} seeds: one comparison takes a side`,
          simulateNoDifference(seeds, TRIALS),
        )
      ),
      ...SIMULATED_SEEDS.map((seeds) =>
        row(
          `A difference as large as the margin, ${seeds} seeds: called meaningless`,
          simulateAtTheMargin(seeds, TRIALS),
        )
      ),
      row(
        `No difference anywhere: a report of ${comparisonsOf(results)} comparisons, ${
          seedCount(results.seeds.length)
        }, takes a side in any`,
        simulateReports(results.seeds.length, comparisonsOf(results), REPORT_TRIALS),
      ),
      row(
        "The first self-test's runs of both sides, split at random into two arms: a side is taken",
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
