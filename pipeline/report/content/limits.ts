import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import type { Block } from "../blocks.ts";
import type { Judged } from "../judged.ts";
import { heading } from "./build.ts";

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
