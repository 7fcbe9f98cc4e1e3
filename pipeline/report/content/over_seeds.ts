import { wilsonInterval } from "../../../lib/statistics/share.ts";
import { interquartileMean, mean, standardDeviation } from "../../../lib/statistics/summary.ts";
import { meets } from "../../../lib/verdict/criterion.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { type Block, details, type Line, paragraph } from "../blocks.ts";
import { percent } from "../format.ts";
import type { Judged } from "../judged.ts";
import { experimentLink } from "./build.ts";
import { range } from "./words.ts";

/** How every experiment ends, and how often it fails; nothing for too few seeds. */
export function overSeeds(results: Judged): Block[] {
  if (results.seeds.length < FEWEST_SEEDS) return [];
  const { document } = results;
  const { overSeeds: t, recorded, countOf } = results.strings;
  return [
    details(t.title, paragraph(t.intro), {
      kind: "table",
      columns: [
        { title: recorded.experiment },
        { title: t.mean, align: "right" },
        { title: t.interquartileMean, align: "right" },
        { title: t.extremes, align: "right" },
        { title: t.failed },
      ],
      rows: results.experiments.map(({ id }): Line[] => {
        const runs = results.runsOf(id);
        const ends = runs.map(({ end }) => end.testAccuracy);
        const failed = runs.filter((run) => meets(document, document.counted.failed, run)).length;
        const interval = wilsonInterval(failed, runs.length);
        return [
          [experimentLink(id, results)],
          [`${percent(mean(ends))} ± ${percent(standardDeviation(ends))}`],
          [percent(interquartileMean(ends))],
          [`${percent(Math.min(...ends))}–${percent(Math.max(...ends))}`],
          [`${countOf(failed, runs.length)} ${range(interval, (share) => percent(share, 0))}`],
        ];
      }),
    }),
  ];
}
