import { FAMILY_ERROR } from "../../../lib/verdict/levels.ts";
import type { SimulatedRate } from "../../../lib/verdict/simulation.ts";
import { type Block, heading, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { percent, wholeNumber } from "../format.ts";
import { conditionLine, leftOut, partVerdict } from "../phrases.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: (right: number, all: number): string =>
      `The judge is right in ${right} of ${all} cases whose outcome is known`,
    notTested: "The judge was not tested",
    notRun: "Not tested here: run deno task train --group self-tests, then the report again.",
    intro: (seeds: string): string =>
      `The same rules on experiments whose outcome is known beforehand, ${seeds} each.`,
    must: "Expected",
    judged: "Judged",
    right: "Right",
    yes: "yes",
    no: "NO",
    simulated:
      "And on numbers drawn at random, with seeds of their own: how often the rule errs, beside what it may.",
    columns: ["Drawn", "Trials", "Wrong", "Nominal"],
    atMost: (rate: string): string => `at most ${rate} %`,
    noDifference: (seeds: string): string =>
      `No difference, ${seeds}: one comparison reports a difference`,
    atTheMargin: (seeds: string): string =>
      `A difference as large as the margin, ${seeds}: called meaningless`,
    report: (comparisons: number, seeds: string): string =>
      `No difference anywhere: a report of ${comparisons} comparisons, ${seeds}, reports a difference in any`,
    split:
      "The first self-test's runs of both sides, split at random into two arms: a difference is reported",
    splitWithoutMargin:
      "The same without a margin, so that nothing is called meaningless: a difference is reported",
    notSplit:
      "The first self-test's runs are not split at random, because one of them has no finite measure.",
  },
  ko: {
    title: (right, all) => `결과를 미리 아는 ${all}가지 중 ${right}가지에서 판정이 옳습니다`,
    notTested: "판정 방법을 시험하지 않음",
    notRun:
      "여기서는 시험하지 않았습니다. deno task train --group self-tests를 실행한 뒤 보고서를 다시 만드십시오.",
    intro: (seeds) => `결과를 미리 아는 실험에 같은 규칙을 적용했습니다. 각각 ${seeds}입니다.`,
    must: "예상 결과",
    judged: "판정한 것",
    right: "맞음",
    yes: "예",
    no: "아니요!",
    simulated:
      "그리고 무작위로 뽑은 수에 적용했습니다. 규칙이 틀리는 비율과 허용된 비율을 나란히 적습니다.",
    columns: ["뽑은 것", "시행", "틀림", "허용"],
    atMost: (rate) => `${rate} % 이하`,
    noDifference: (seeds) => `차이 없음, ${seeds}: 비교 하나가 차이를 보고함`,
    atTheMargin: (seeds) => `한계만큼의 차이, ${seeds}: 의미 없다고 함`,
    report: (comparisons, seeds) =>
      `어디에도 차이 없음: 비교 ${comparisons}개, ${seeds}의 보고서가 어디선가 차이를 보고함`,
    split: "첫째 자체 시험의 양쪽 실행을 무작위로 둘로 나눔: 차이를 보고함",
    splitWithoutMargin: "같은 시험을 한계 없이(의미 없다는 판정이 없도록): 차이를 보고함",
    notSplit:
      "첫째 자체 시험의 실행 가운데 잰 값이 유한하지 않은 것이 있어, 무작위로 나누는 시험은 하지 않았습니다.",
  },
});

/** How the judge does on cases whose outcome is known. */
export function selfTests(context: ReportContext): Block[] {
  const { document, results, judgeTests, language, words } = context;
  if (document.selfTests.tests.length === 0) return [];
  const t = WORDS[language];
  const { seeds } = results.selfTests;
  const gaps = leftOut({ experiments: document.selfTests.experiments, seeds }, context);
  if (judgeTests === undefined) {
    return [heading(2, t.notTested, "self-tests"), paragraph(t.notRun), ...gaps];
  }
  const { tests, simulated } = judgeTests;
  const { noDifference, atTheMargin, report, split, splitWithoutMargin } = simulated;
  const { seedCount } = words;
  const row = (drawn: string, { trials, wrong }: SimulatedRate) => [
    drawn,
    wholeNumber(trials),
    `${percent(wrong / trials, 1)} %`,
    t.atMost(percent(FAMILY_ERROR, 0)),
  ];
  return [
    heading(2, t.title(tests.filter(({ right }) => right).length, tests.length), "self-tests"),
    paragraph(t.intro(seedCount(seeds.length))),
    ...gaps,
    table(
      "l",
      [t.must, t.judged, words.columns.verdict, t.right],
      tests.map(({ test, part, right }) => [
        test.name[language],
        conditionLine(part.condition, context),
        partVerdict(part, words),
        right ? t.yes : t.no,
      ]),
    ),
    paragraph(t.simulated),
    table("l", t.columns, [
      ...noDifference.map(({ seeds, rate }) => row(t.noDifference(seedCount(seeds)), rate)),
      ...atTheMargin.map(({ seeds, rate }) => row(t.atTheMargin(seedCount(seeds)), rate)),
      row(t.report(report.comparisons, seedCount(report.seeds)), report.rate),
      ...(split === undefined ? [] : [row(t.split, split)]),
      ...(splitWithoutMargin === undefined ? [] : [row(t.splitWithoutMargin, splitWithoutMargin)]),
    ]),
    ...(split === undefined ? [paragraph(t.notSplit)] : []),
  ];
}
