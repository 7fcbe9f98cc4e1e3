import { createHash } from "node:crypto";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { wholeNumber } from "../format.ts";
import type { Judged } from "../judged.ts";
import type { Run } from "../../records/run.ts";
import { RECORDS_FOLDER } from "../../records/published_file.ts";
import { experimentLink, heading } from "./build.ts";

/** The identity of every experiment's runs: two reports are of the same runs if these agree. */
export function identity(results: Judged): Block[] {
  const { experiments, seeds } = results;
  const t = results.strings.identity;
  const [before, after] = t.intro;
  return [
    heading(2, t.title(wholeNumber(experiments.length * seeds.length)), "identity"),
    paragraph(before, { code: RECORDS_FOLDER }, after),
    {
      kind: "table",
      columns: [
        { title: results.strings.recorded.experiment },
        { title: t.firstSeed(seeds[0]!) },
        ...(seeds.length === 1 ? [] : [{ title: t.allSeeds(seeds.length) }]),
      ],
      rows: experiments.map(({ id }): Line[] => {
        const runs = results.runsOf(id);
        return [
          [experimentLink(id, results)],
          [{ code: runs[0]!.weightsSha256.slice(0, SHOWN) }],
          ...(seeds.length === 1 ? [] : [[{ code: digestOf(runs).slice(0, SHOWN) }]]),
        ];
      }),
    },
  ];
}

/** So many digits tell apart whatever will ever be run; the records have all 64. */
const SHOWN = 24;

/** The SHA-256 of the runs' digests, one on a line. */
function digestOf(runs: readonly Run[]): string {
  const hash = createHash("sha256");
  for (const { weightsSha256 } of runs) hash.update(`${weightsSha256}\n`);
  return hash.digest("hex");
}
