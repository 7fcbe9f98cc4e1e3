import { type Claim, experimentsOf, type Setting, SETTINGS } from "../../../lib/documents/claim.ts";
import type { Judgement } from "../../../lib/verdict/judge.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { isJudged, sideOf } from "../../../lib/verdict/verdict.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { lastRecorded } from "../comparison.ts";
import { percent, percentDigits } from "../format.ts";
import type { Judged } from "../judged.ts";
import { claimLink, heading } from "./build.ts";
import { verdictLine } from "./words.ts";

/** The table of all verdicts, or of the numbers where there are too few seeds for any. */
export function verdictTable(results: Judged): Block[] {
  return results.seeds.length < FEWEST_SEEDS ? numbersTable(results) : judgedTable(results);
}

/** What the document and these runs have at the end of what a conclusion looks at. */
function numbersTable(results: Judged): Block[] {
  const { language, strings: t } = results;
  const verdict = t.notJudgedBecause(t.seedCount(results.seeds.length));
  return [
    heading(2, t.conclusions.numbersTitle, "conclusions"),
    paragraph(
      t.conclusions.numbersIntro(results.comparable),
      { code: "deno task reproduce --seeds 30" },
      ".",
    ),
    {
      kind: "table",
      columns: [
        { title: t.conclusions.number },
        { title: t.conclusions.concludes },
        ...(results.comparable ? [{ title: t.conclusions.document }] : []),
        { title: t.conclusions.theseRuns },
        { title: t.conclusions.verdict },
      ],
      rows: results.judgement.claims.map((judged): Line[] => {
        const ids = firstCompared(judged.claim).filter((id) => results.runsOf(id).length > 0);
        return [
          [claimLink(judged)],
          [judged.claim.text[language]],
          ...(results.comparable ? [[ids.map((id) => recordedText(id, results)).join(" / ")]] : []),
          [ids.map((id) => ownText(id, results)).join(" / ")],
          [ids.length === 0 ? t.notRun : verdict],
        ];
      }),
    },
  ];
}

/** The experiments of a claim's first way of testing, each once. */
function firstCompared({ settings }: Claim): string[] {
  const first = SETTINGS.find((name) => settings[name] !== undefined)!;
  return experimentsOf({ settings: { [first]: settings[first]! } });
}

function recordedText(experiment: string, results: Judged): string {
  const last = lastRecorded(experiment, results);
  return last === undefined ? "–" : percent(last.recorded, percentDigits(last.step));
}

/** Ours at the checkpoint of the document's last figure if that can be compared, or at the last. */
function ownText(experiment: string, results: Judged): string {
  const { checkpoint } = lastRecorded(experiment, results) ?? { checkpoint: -1 };
  const accuracies = results.runsOf(experiment)
    .map((run) => run.checkpoints.at(checkpoint)!.testAccuracy);
  return percent(mean(accuracies), 1);
}

function judgedTable(results: Judged): Block[] {
  const { judgement, language, strings: t } = results;
  return [
    heading(
      2,
      t.conclusions.title(SETTINGS.map((setting) => countHolding(judgement, setting))),
      "conclusions",
    ),
    paragraph(t.conclusions.intro),
    {
      kind: "switch",
      name: "show",
      choices: [
        { value: "all", label: t.conclusions.everyWay },
        ...SETTINGS.map((setting) => ({ value: setting, label: t.settings[setting] })),
      ],
    },
    {
      kind: "table",
      columns: [
        { title: t.conclusions.number },
        { title: t.conclusions.concludes },
        ...SETTINGS.map((name) => ({ title: t.settings[name], choice: name })),
      ],
      rows: judgement.claims.map((judged): Line[] => [
        [claimLink(judged)],
        [judged.claim.text[language]],
        ...SETTINGS.map((name) => verdictLine(judged.settings[name], t)),
      ]),
      isStacked: true,
    },
  ];
}

/** How many conclusions hold in a way of testing, of how many that are judged in it. */
export function countHolding(
  { claims }: Judgement,
  setting: Setting,
): { readonly holding: number; readonly judged: number } {
  const verdicts = claims.map(({ settings }) => settings[setting].verdict).filter(isJudged);
  return {
    holding: verdicts.filter((verdict) => sideOf(verdict) === "for").length,
    judged: verdicts.length,
  };
}
