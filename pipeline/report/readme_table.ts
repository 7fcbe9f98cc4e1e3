import { UserError } from "../system/user_error.ts";
import { paragraph } from "./blocks.ts";
import { inLanguage, judgeResults } from "./context.ts";
import { pathsOf } from "./render/files.ts";
import { formatBlocks } from "./render/markdown.ts";
import type { Results } from "../records/results.ts";
import { reportOf } from "./sections/mod.ts";

// deno fmt leaves what is generated as it is.
const START =
  "<!-- conclusions: written by deno task maintain readme -->\n<!-- deno-fmt-ignore-start -->";
const END = "<!-- deno-fmt-ignore-end -->\n<!-- end of conclusions -->";

/**
 * Replaces the marked part of a README with the title and the table of conclusions of a
 * report.
 *
 * @param folder where the report is, for links into it
 * @throws {UserError} if the README has no marked part
 */
export function withConclusions(readme: string, results: Results, folder: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) {
    throw new UserError(
      "Cannot put the conclusions into README.md: the marks around them are missing; take it from the repository again",
    );
  }
  const { title, blocks } = reportOf(inLanguage(judgeResults(results), "en"));
  const heading = blocks.findIndex((block) =>
    block.kind === "heading" && block.id === "conclusions"
  );
  const table = blocks.slice(heading).find((block) => block.kind === "table")!;
  // Brackets in text are escaped, so only links begin like this.
  const part = formatBlocks([paragraph({ bold: title }), table], "").replaceAll(
    "](#",
    `](${folder}/${pathsOf("en").markdown}#`,
  );
  return `${readme.slice(0, start)}${START}\n\n${part}\n\n${readme.slice(end)}`;
}
