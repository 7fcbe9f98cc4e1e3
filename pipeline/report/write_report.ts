import { type Inline, paragraph } from "./blocks.ts";
import { inLanguage, judgeResults } from "./context.ts";
import { scopeOf, withManifest } from "../records/manifest.ts";
import { HoldsMoreError, NotOursError, writeOwnedFolder } from "./owned_folder.ts";
import { publishedRecords } from "../records/published_file.ts";
import { drawFigures } from "./render/draw.ts";
import { chartFiles, pathsOf } from "./render/files.ts";
import { formatHtml } from "./render/html.ts";
import { readBundle } from "./render/live/bundle.ts";
import { formatMarkdown } from "./render/markdown.ts";
import type { Results } from "../records/results.ts";
import { reportOf } from "./sections/mod.ts";
import { LANGUAGES } from "./strings/languages.ts";
import { formatVerdicts, VERDICTS_FILE } from "./verdicts_file.ts";

/** The files of a report: path within its folder, content. */
export type ReportFiles = ReadonlyMap<string, string>;

/** Makes the files of a report in every language. The same results give the same bytes. */
export async function makeReport(results: Results): Promise<ReportFiles> {
  const files = new Map<string, string>();
  const judged = judgeResults(results);
  const script = await readBundle();
  for (const { code } of LANGUAGES) {
    const paths = pathsOf(code);
    const report = reportOf(inLanguage(judged, code));
    const drawings = await drawFigures(report.blocks);
    files.set(paths.page, formatHtml(code, report, drawings, script));
    const links = LANGUAGES.filter((other) => other.code !== code)
      .map((other): Inline => ({ link: other.name, to: pathsOf(other.code).markdown }));
    const linked = { ...report, blocks: [paragraph(...links), ...report.blocks] };
    files.set(paths.markdown, formatMarkdown(linked, paths.charts));
    for (const [file, svg] of chartFiles(drawings)) files.set(`${paths.charts}/${file}`, svg);
  }
  files.set(VERDICTS_FILE, formatVerdicts(judged.judgement));
  for (const [path, content] of publishedRecords(results)) files.set(path, content);
  return withManifest(files, { kind: "report", scope: scopeOf(results) });
}

export interface PlacedReport {
  readonly folder: string;
  /** Notes to the user, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Writes a report into the usual folder. If that one contains runs that this report lacks,
 * it is left alone, and the report is written into "usual-2", "usual-3" and so on.
 *
 * @throws {UserError} as `writeOwnedFolder`, except for a report of more runs
 */
export async function writeReportBeside(
  usual: string,
  files: ReportFiles,
): Promise<PlacedReport> {
  let left: string | undefined;
  for (let number = 1;; number++) {
    const folder = number === 1 ? usual : `${usual}-${number}`;
    try {
      const notes = await writeOwnedFolder(folder, files);
      return { folder, notes: left === undefined ? notes : [...notes, left] };
    } catch (error) {
      if (error instanceof HoldsMoreError) {
        left ??= `${usual} was left as it is: it holds a report of ${error.held}`;
      } else if (number === 1 || !(error instanceof NotOursError)) throw error;
    }
  }
}
