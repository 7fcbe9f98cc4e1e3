import { drawFigures } from "../report/render/draw.ts";
import { chartFiles } from "../report/render/files.ts";
import { formatMarkdown } from "../report/render/markdown.ts";
import type { Comparison } from "./compare.ts";
import { reviewContent } from "./format_review.ts";

/** The files of a review: review.md with charts, and comment.md without. */
export async function makeReview(
  before: string,
  after: string,
  comparison: Comparison,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [name, withCharts] of [["review.md", true], ["comment.md", false]] as const) {
    const content = reviewContent(before, after, comparison, withCharts);
    for (const [file, svg] of chartFiles(await drawFigures(content.blocks))) {
      files.set(`charts/${file}`, svg);
    }
    files.set(name, formatMarkdown(content, "charts"));
  }
  return files;
}
