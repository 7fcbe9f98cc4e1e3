import { drawChart } from "../report/charts/draw.ts";
import { overlay } from "../report/charts/overlay.ts";
import { recolour } from "../report/charts/theme.ts";
import { formatMarkdown } from "../report/markdown.ts";
import type { Comparison } from "./compare.ts";
import { drawnExperiments, overlayName, reviewContent } from "./format_review.ts";

/** The files of a review: review.md and the charts that it shows. */
export async function makeReview(
  before: string,
  after: string,
  comparison: Comparison,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const changed of drawnExperiments(comparison)) {
    const name = overlayName(changed.id);
    const svg = await drawChart(overlay(name, changed.id, changed.before, changed.after));
    for (const scheme of ["light", "dark"] as const) {
      files.set(`charts/${name}-${scheme}.svg`, `${recolour(svg, scheme)}\n`);
    }
  }
  files.set("review.md", formatMarkdown(reviewContent(before, after, comparison)));
  return files;
}
