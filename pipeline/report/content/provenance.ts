import { dataFiles } from "../../../lib/data/sources.ts";
import { EXPERIMENTS } from "../../../lib/document/experiments.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/verdict.ts";
import { dataHash } from "../../data/cache.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import type { Judged } from "../judged.ts";
import { experimentLink, heading } from "./build.ts";

/** The command that trains some experiments again as they were trained here. */
export function reproduceCommand(
  { source, seeds, dtype }: Judged,
  ids: readonly string[],
): string {
  return [
    "deno task reproduce",
    `--dataset ${source.name}`,
    seeds.every((seed, i) => seed === i)
      ? `--seeds ${seeds.length}`
      : seeds.map((seed) => `--seed ${seed}`).join(" "),
    `--dtype ${dtype}`,
    ...(ids.length === EXPERIMENTS.length ? [] : [`--only ${ids.join(",")}`]),
  ].join(" ");
}

/** How to get the same again. */
export function provenance(results: Judged): Block[] {
  const { source, experiments, engine } = results;
  const t = results.strings.provenance;
  return [
    heading(2, t.title, "provenance"),
    paragraph(t.intro),
    { kind: "commands", lines: [reproduceCommand(results, experiments.map(({ id }) => id))] },
    {
      kind: "table",
      columns: [{ title: t.what }, { title: "SHA-256" }],
      rows: [
        [[t.engine], [{ code: engine }]],
        [[t.dataSet(source.name)], [{ code: dataHash(source) }]],
        ...dataFiles(source).map(({ name, sha256 }): Line[] => [[name], [{ code: sha256 }]]),
      ],
    },
    {
      kind: "details",
      summary: t.digests,
      blocks: [{
        kind: "table",
        columns: [
          { title: results.strings.recorded.experiment },
          { title: t.seed, align: "right" },
          { title: t.digest },
        ],
        rows: experiments.flatMap(({ id }) =>
          results.runsOf(id).map((run): Line[] => [
            [experimentLink(id, results)],
            [String(run.seed)],
            [{ code: run.weightsSha256 }],
          ])
        ),
      }],
    },
  ];
}

/** What the verdicts do not say. */
export function limits({ seeds, strings: { limits: t } }: Judged): Block[] {
  return [
    heading(2, t.title, "limits"),
    {
      kind: "list",
      items: [
        [seeds.length < FEWEST_SEEDS ? t.fewSeeds(seeds.length) : t.seeds],
        [t.testSet],
        [t.learningRates],
        [t.bits],
      ],
    },
  ];
}
