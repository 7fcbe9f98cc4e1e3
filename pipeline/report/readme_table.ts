import { UserError } from "../system/user_error.ts";

// What is generated need not be formatted again.
const START = "<!-- conclusions: written by deno task readme -->\n<!-- deno-fmt-ignore-start -->";
const END = "<!-- deno-fmt-ignore-end -->\n<!-- end of conclusions -->";

/**
 * A README whose marked part holds the outcome and the conclusions table of a
 * report, with links into it.
 *
 * @throws {UserError} if either has no such part
 */
export function withConclusions(readme: string, report: string, folder: string): string {
  const title = /^# (.+)$/m.exec(report)?.[1];
  const table = /<a id="conclusions"><\/a>[^]*?\n(\|[^]*?\|)\n\n/.exec(report)?.[1];
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (title === undefined || table === undefined || start < 0 || end < start) {
    throw new UserError(
      "Cannot put the conclusions into README.md: the report has no title or table of conclusions, or README.md no marks around its own; take both from the repository again",
    );
  }
  const linked = table.replaceAll("](#", `](${folder}/report.md#`);
  return `${readme.slice(0, start)}${START}\n\n**${title}**\n\n${linked}\n\n${readme.slice(end)}`;
}
