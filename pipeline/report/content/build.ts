import type { JudgedClaim } from "../../../lib/verdict/judge.ts";
import type { Block, Inline } from "../blocks.ts";
import type { ChartFigure } from "../figures/figure.ts";
import type { Results } from "../results.ts";

/** A heading with an address. */
export function heading(level: 2 | 3, text: string, id: string): Block {
  return { kind: "heading", level, text, id };
}

/** A chart, with words for those who cannot see it. */
export function figure({ name, control }: ChartFigure, alt: string): Block {
  return { kind: "figure", figure: { name, control, alt } };
}

/** A link to what is said of an experiment, where it is part of the report. */
export function experimentLink(id: string, { experiments }: Results): Inline {
  return experiments.some((experiment) => experiment.id === id)
    ? { link: id, to: `#experiment-${id}` }
    : id;
}

/** A link to the evidence for a conclusion. */
export function claimLink({ claim }: JudgedClaim): Inline {
  return { link: claim.id, to: `#evidence-${claim.id}` };
}
