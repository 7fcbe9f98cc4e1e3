import { createHash } from "node:crypto";
import type { Run } from "../../records/run.ts";
import { type Block, heading, type Line, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { wholeNumber } from "../format.ts";
import { experimentLink } from "../phrases.ts";
import { RECORDS_FOLDER } from "../../records/published_file.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: (runs: string): string =>
      `${runs} ${runs === "1" ? "run" : "runs"}, identified by their weights`,
    intro: (digits: number, folder: string): Line => [
      `The first ${digits} digits of the SHA-256 of the final weights; over several seeds, of their digests, one on a line. Two reports that agree here are of the same computations, bit for bit. The folder `,
      { code: folder },
      " beside this report has the full digests.",
    ],
    firstSeed: (seed: number): string => `Seed ${seed}`,
    allSeeds: (seeds: number): string => `All ${seeds} seeds`,
  },
  ko: {
    title: (runs) => `실행 ${runs}회와 그 가중치의 다이제스트`,
    intro: (digits, folder) => [
      `마지막 가중치의 SHA-256 가운데 앞 ${digits}자리입니다. 여러 시드는 다이제스트를 한 줄에 하나씩 이어 다시 구했습니다. 여기가 같은 두 보고서는 비트까지 같은 계산을 한 것입니다. 이 보고서 옆의 `,
      { code: folder },
      " 폴더에 모든 다이제스트가 온전히 있습니다.",
    ],
    firstSeed: (seed) => `시드 ${seed}`,
    allSeeds: (seeds) => `시드 ${seeds}개 모두`,
  },
});

/** Enough digits to rule out a collision; the records have all 64. */
const SHOWN = 24;

/** Digests of the final weights: reports with the same digests are about the same runs. */
export function identity(context: ReportContext): Block[] {
  const { results: { experiments, seeds, runsOf }, language, words } = context;
  const t = WORDS[language];
  const digest = (text: string) => ({ code: text.slice(0, SHOWN) });
  const isOne = seeds.length === 1;
  return [
    heading(2, t.title(wholeNumber(experiments.length * seeds.length)), "identity"),
    paragraph(...t.intro(SHOWN, RECORDS_FOLDER)),
    table(
      "l",
      [
        words.columns.experiment,
        t.firstSeed(seeds[0]!),
        ...(isOne ? [] : [t.allSeeds(seeds.length)]),
      ],
      experiments.map(({ id }) => {
        const runs = runsOf(id);
        return [
          experimentLink(id, context),
          digest(runs[0]!.weightsSha256),
          ...(isOne ? [] : [digest(digestOfAll(runs))]),
        ];
      }),
    ),
  ];
}

function digestOfAll(runs: readonly Run[]): string {
  const lines = runs.map(({ weightsSha256 }) => `${weightsSha256}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}
