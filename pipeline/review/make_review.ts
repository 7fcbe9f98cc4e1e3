import { drawChart } from "../report/render/draw.ts";
import { chartFiles } from "../report/charts/files.ts";
import { LAYOUTS } from "../report/charts/layout.ts";
import { overlay } from "../report/charts/overlay.ts";
import { formatMarkdown } from "../report/render/markdown.ts";
import type { Comparison } from "./compare.ts";
import { drawnExperiments, overlayName, reviewContent } from "./format_review.ts";

/** The files of a review: review.md and the charts that it shows; comment.md without them. */
export async function makeReview(
  before: string,
  after: string,
  comparison: Comparison,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const changed of drawnExperiments(comparison)) {
    const name = overlayName(changed.id);
    for (const layout of LAYOUTS) {
      const chart = overlay(changed.id, changed.before, changed.after, layout);
      const { svg } = await drawChart(`${name}-${layout}`, chart);
      for (const [file, content] of chartFiles(name, layout, svg)) {
        files.set(`charts/${file}`, content);
      }
    }
  }
  for (const [name, withCharts] of [["review.md", true], ["comment.md", false]] as const) {
    const content = reviewContent(before, after, comparison, withCharts);
    files.set(name, formatMarkdown(content, { charts: "charts", translations: [] }));
  }
  return files;
}
