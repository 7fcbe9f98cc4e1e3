import { experimentsOf, SETTINGS } from "../../../lib/documents/claim.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { isJudged, sideOf } from "../../../lib/verdict/verdict.ts";
import { type Block, heading, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { percent } from "../format.ts";
import { claimLink, verdictLine } from "../phrases.ts";
import { accuraciesAtLastRecorded, hasRecorded, lastRecorded } from "../document_numbers.ts";
import { taskCommand } from "../../system/task_command.ts";
import { words } from "../strings/languages.ts";

/** How many conclusions are judged in a setting, and how many of them hold. */
interface Count {
  /** The setting, as in "hold when corrected". */
  readonly when: string;
  readonly holding: number;
  readonly judged: number;
}

export const WORDS = words({
  en: {
    title: (counts: readonly Count[]): string =>
      counts.map(({ when, holding, judged }, i) =>
        `${holding} of ${judged} ${i === 0 ? "conclusions hold " : ""}${when}`
      ).join(", "),
    all: "All",
    intro:
      "In brackets the effect of the part that decides: the mean difference over the seeds, or how many runs met the criterion.",
    numbersTitle: "What the document concludes, and what these runs have",
    numbersIntro: (isCompared: boolean): string =>
      `Test accuracies of the runs that the evidence names first, in its order, at the last checkpoint${
        isCompared ? " that the document shows" : ""
      }. Verdicts take `,
    concludes: "The document concludes",
    theseRuns: "These runs, %",
  },
  ko: {
    title: (counts) =>
      `성립하는 결론: ${
        counts.map(({ when, holding, judged }) => `${when} ${judged}개 중 ${holding}개`).join(", ")
      }`,
    all: "모두",
    intro:
      "괄호 안은 판정을 결정한 부분의 효과입니다. 시드에 걸친 평균 차이이거나, 기준을 충족한 실행의 수입니다.",
    numbersTitle: "문서의 결론과 이 실행들의 값",
    numbersIntro: (isCompared) =>
      `근거가 먼저 드는 실행들의 시험 정확도를 그 순서대로, ${
        isCompared ? "문서가 보여 주는 " : ""
      }마지막 점검 시점에서 적었습니다. 판정을 보려면 `,
    concludes: "문서의 결론",
    theseRuns: "이 실행, %",
  },
});

/** All verdicts; or accuracies, if there are too few seeds for verdicts. */
export function conclusions(context: ReportContext): Block[] {
  return context.results.seeds.length < FEWEST_SEEDS ? accuracies(context) : verdicts(context);
}

function verdicts({ judgement: { claims }, language, words }: ReportContext): Block[] {
  const t = WORDS[language];
  const counts = SETTINGS.map((name): Count => {
    const judged = claims.map(({ settings }) => settings[name].verdict).filter(isJudged);
    const holding = judged.filter((verdict) => sideOf(verdict) === "for").length;
    return { when: words.when[name], holding, judged: judged.length };
  });
  const judgedSettings = counts.filter(({ judged }) => judged > 0);
  const shown = SETTINGS.filter((name) =>
    claims.some(({ claim, settings }) =>
      claim.settings[name] !== undefined || settings[name].verdict === "not testable"
    )
  );
  const hasChoice = shown.length > 1;
  return [
    heading(
      2,
      t.title(judgedSettings.length === 0 ? counts.slice(0, 1) : judgedSettings),
      "conclusions",
    ),
    paragraph(t.intro),
    ...(hasChoice
      ? [{
        kind: "switch" as const,
        name: "show",
        choices: [
          { value: "all", label: t.all },
          ...shown.map((name) => ({ value: name, label: words.settings[name] })),
        ],
      }]
      : []),
    {
      ...table(
        "l",
        [
          words.columns.number,
          t.concludes,
          ...shown.map((name) => ({
            title: words.settings[name],
            ...(hasChoice && { choice: name }),
          })),
        ],
        claims.map((judged) => [
          claimLink(judged),
          judged.claim.text[language],
          ...shown.map((name) => verdictLine(judged.settings[name], words)),
        ]),
      ),
      isStacked: true,
    },
  ];
}

/** The document's accuracies and ours, of the experiments that each conclusion is about. */
function accuracies(context: ReportContext): Block[] {
  const { document, results, judgement, language, words } = context;
  const t = WORDS[language];
  const isCompared = hasRecorded(context);
  const verdict = words.notJudgedBecause(words.seedCount(results.seeds.length));
  const recordedText = (id: string): string => lastRecorded(id, context)?.text ?? "–";
  return [
    heading(2, t.numbersTitle, "conclusions"),
    paragraph(
      t.numbersIntro(isCompared),
      { code: `${taskCommand("reproduce", document)} --seeds ${document.publication.seeds}` },
      ".",
    ),
    table(
      "l",
      [
        words.columns.number,
        t.concludes,
        ...(isCompared ? [words.columns.document] : []),
        t.theseRuns,
        words.columns.verdict,
      ],
      judgement.claims.map((judged) => {
        const { settings } = judged.claim;
        const first = SETTINGS.find((name) => settings[name] !== undefined)!;
        const ids = experimentsOf({ settings: { [first]: settings[first]! } })
          .filter((id) => results.runsOf(id).length > 0);
        return [
          claimLink(judged),
          judged.claim.text[language],
          ...(isCompared ? [ids.map(recordedText).join(" / ")] : []),
          ids.map((id) => percent(mean(accuraciesAtLastRecorded(id, context)), 1)).join(" / "),
          ids.length === 0 ? words.notRun : verdict,
        ];
      }),
    ),
  ];
}
