import type { ReportContext } from "./context.ts";
import type { Results } from "./results.ts";
import type { Strings } from "./strings/strings.ts";

/** A context with its parts unpacked, until every section takes the context itself. */
export interface Judged extends ReportContext, Results {
  readonly document: Results["document"];
  readonly judgeTested: ReportContext["judgeTests"];
  readonly strings: Strings;
}

export function unpack(context: ReportContext): Judged {
  const { results, judgeTests, words } = context;
  return { ...results, ...context, judgeTested: judgeTests, strings: words };
}
