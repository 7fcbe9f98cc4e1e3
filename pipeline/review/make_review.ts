import { chartFiles } from "../report/charts/files.ts";
import { LAYOUTS } from "../report/charts/layout.ts";
import { drawFigures } from "../report/draw_figures.ts";
import { formatMarkdown } from "../report/markdown.ts";
import type { Comparison } from "./compare.ts";
import { reviewContent } from "./format_review.ts";

/** The files of a review: review.md and the charts that it shows; comment.md without them. */
export async function makeReview(
  before: string,
  after: string,
  comparison: Comparison,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [name, withCharts] of [["review.md", true], ["comment.md", false]] as const) {
    const content = reviewContent(before, after, comparison, withCharts);
    for (const { name, drawings } of await drawFigures(content.blocks)) {
      for (const layout of LAYOUTS) {
        for (const [file, svg] of chartFiles(name, layout, drawings[layout].svg)) {
          files.set(`charts/${file}`, svg);
        }
      }
    }
    files.set(name, formatMarkdown(content, { charts: "charts", translations: [] }));
  }
  return files;
}
