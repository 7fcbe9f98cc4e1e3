import { dataFiles } from "../../../lib/data/sources.ts";
import { EXPERIMENTS } from "../../../lib/document/experiments.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/verdict.ts";
import { dataHash } from "../../data/cache.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { seedCount } from "../format.ts";
import { experimentLink, heading, type Judged } from "./build.ts";

/** How to get the same again. */
export function provenance(results: Judged): Block[] {
  const { source, seeds, dtype, experiments, engine } = results;
  const flags = [
    `--dataset ${source.name}`,
    seeds.every((seed, i) => seed === i)
      ? `--seeds ${seeds.length}`
      : seeds.map((seed) => `--seed ${seed}`).join(" "),
    `--dtype ${dtype}`,
    ...(experiments.length === EXPERIMENTS.length
      ? []
      : [`--only ${experiments.map(({ id }) => id).join(",")}`]),
  ];
  return [
    heading(2, "Run it again", "provenance"),
    paragraph("The results are the same, bit for bit, for any number of workers."),
    { kind: "commands", lines: [`deno task reproduce ${flags.join(" ")}`] },
    {
      kind: "table",
      columns: [{ title: "What" }, { title: "SHA-256" }],
      rows: [
        [["Engine (code in lib/engine)"], [{ code: engine }]],
        [[`Data set ${source.name}`], [{ code: dataHash(source) }]],
        ...dataFiles(source).map(({ name, sha256 }): Line[] => [[name], [{ code: sha256 }]]),
      ],
    },
    {
      kind: "details",
      summary: "Digests of the final weights",
      blocks: [{
        kind: "table",
        columns: [
          { title: "Experiment" },
          { title: "Seed", align: "right" },
          { title: "SHA-256 of the weights" },
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
export function limits({ seeds }: Judged): Block[] {
  return [
    heading(2, "Limits", "limits"),
    {
      kind: "list",
      items: [
        [
          seeds.length < FEWEST_SEEDS
            ? `${seedCount(seeds.length)[0]!.toUpperCase()}${
              seedCount(seeds.length).slice(1)
            } cannot tell a rule from luck.`
            : "The verdicts speak of new seeds, not of new data.",
        ],
        [
          "All accuracies are on one test set; on another they would all shift a little.",
        ],
        ["Learning rates are the document's; none was tuned."],
        [
          "The same bits show that the same computation was made, not that a conclusion is true of other data.",
        ],
      ],
    },
  ];
}
