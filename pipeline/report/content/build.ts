import type { Experiment } from "../../../lib/documents/experiment.ts";
import type { JudgedClaim } from "../../../lib/verdict/judge.ts";
import type { Block, Inline } from "../blocks.ts";
import type { ChartFigure } from "../figures/figure.ts";
import type { Judged } from "../judged.ts";
import { gapsIn, type Results } from "../results.ts";

/** A heading with an address. */
export function heading(level: 2 | 3, text: string, id: string): Block {
  return { kind: "heading", level, text, id };
}

/** A chart, with words for those who cannot see it. */
export function figure({ name, control, draw }: ChartFigure, alt: string): Block {
  return { kind: "figure", figure: { name, alt, control, draw } };
}

/** A link to what is said of an experiment, where it is part of the report. */
export function experimentLink(id: string, { experiments }: Results): Inline {
  return experiments.some((experiment) => experiment.id === id)
    ? { link: id, to: `#experiment-${id}` }
    : id;
}

/** Said where runs that belong to a section could not be read. */
export function leftOut(
  experiments: readonly Experiment[],
  seeds: readonly number[],
  { runsOf, strings: t }: Judged,
): Block[] {
  const gaps = gapsIn(experiments, seeds, runsOf);
  if (gaps.length === 0) return [];
  const some = gaps.slice(0, 5).join("; ") + (gaps.length > 5 ? "; …" : "");
  return [{
    kind: "warning",
    line: [t.leftOut(gaps.length, experiments.length * seeds.length, some)],
  }];
}

/** A link to the evidence for a conclusion. */
export function claimLink({ claim }: JudgedClaim): Inline {
  return { link: claim.id, to: `#evidence-${claim.id}` };
}
