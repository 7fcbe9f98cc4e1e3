import type { Language } from "../../lib/documents/language.ts";
import { chartFiles } from "./charts/files.ts";
import { LAYOUTS } from "./charts/layout.ts";
import { recolour } from "./charts/theme.ts";
import { reportOf } from "./sections/mod.ts";
import { inLanguage, judgeResults } from "./context.ts";
import { drawFigures, type DrawnFigure } from "./draw_figures.ts";
import { type ChartsOf, formatHtml } from "./html.ts";
import { readBundle } from "./live/bundle.ts";
import { packPageData } from "./live/page_data.ts";
import { formatMarkdown } from "./markdown.ts";
import { scopeOf, withManifest } from "./manifest.ts";
import { HoldsMoreError, NotOursError, writeOwnedFolder } from "./owned_folder.ts";
import { publishedRecords } from "./published_file.ts";
import type { Results } from "./results.ts";
import { LANGUAGES, STRINGS } from "./strings/strings.ts";
import { formatVerdicts, VERDICTS_FILE } from "./verdicts_file.ts";

/** The files of a report: path within its folder, content. */
export type ReportFiles = ReadonlyMap<string, string>;

/** The first language has the plain names. */
function isFirst(language: Language): boolean {
  return language === LANGUAGES[0]!.code;
}

function markdownName(language: Language): string {
  return isFirst(language) ? "report.md" : `report.${language}.md`;
}

function chartsFolder(language: Language): string {
  return isFirst(language) ? "charts" : `charts/${language}`;
}

/** Makes a report, in every language. The same results give the same bytes. */
export async function makeReport(results: Results): Promise<ReportFiles> {
  const files = new Map<string, string>();
  const judged = judgeResults(results);
  const figures = new Map<Language, readonly DrawnFigure[]>();
  const pages = LANGUAGES.map(({ code, name }) => {
    const context = inLanguage(judged, code);
    return { language: code, name, strings: STRINGS[code], report: reportOf(context) };
  });
  for (const { language, report } of pages) {
    figures.set(language, await drawFigures(report.blocks));
    const charts = chartsFolder(language);
    for (const { name, drawings } of figures.get(language)!) {
      for (const layout of LAYOUTS) {
        for (const [file, content] of chartFiles(name, layout, drawings[layout].svg)) {
          files.set(`${charts}/${file}`, content);
        }
      }
    }
    const translations = pages.filter((page) => page.language !== language)
      .map(({ language, name }) => ({ name, to: markdownName(language) }));
    files.set(markdownName(language), formatMarkdown(report, { charts, translations }));
  }
  const live = { script: await readBundle(), data: packPageData(figures) };
  files.set("index.html", formatHtml(pages, chartsOf(figures), live));
  files.set(VERDICTS_FILE, formatVerdicts(judged.judgement));
  for (const [path, content] of publishedRecords(results)) files.set(path, content);
  return withManifest(files, { kind: "report", scope: scopeOf(results) });
}

/** Charts as a page shows them, by name. */
function chartsOf(figures: ReadonlyMap<Language, readonly DrawnFigure[]>): ChartsOf {
  return (name, layout, language) => {
    const figure = figures.get(language)!.find((figure) => figure.name === name);
    if (figure === undefined) throw new Error(`Cannot show the chart ${name}: it was not drawn`);
    return recolour(figure.drawings[layout].svg, "variables");
  };
}

/**
 * Writes a report into a folder of its own, see `writeOwnedFolder`.
 *
 * @returns what the user should know, a sentence each
 * @throws {UserError} if the folder holds anything else, or a report of more runs
 */
export async function writeReport(folder: string, files: ReportFiles): Promise<readonly string[]> {
  return await writeOwnedFolder(folder, files);
}

/** Where a report went. */
export interface PlacedReport {
  readonly folder: string;
  /** What the user should know, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Writes a report where nobody has chosen a place for it: into a folder, or, where that
 * holds a report of runs that this one lacks, beside it with a number.
 *
 * @throws {UserError} as `writeReport`, but for such a report
 */
export async function writeReportBeside(
  usual: string,
  files: ReportFiles,
): Promise<PlacedReport> {
  let left: string | undefined;
  for (let number = 1;; number++) {
    const folder = number === 1 ? usual : `${usual}-${number}`;
    try {
      const notes = await writeReport(folder, files);
      return { folder, notes: left === undefined ? notes : [...notes, left] };
    } catch (error) {
      if (error instanceof HoldsMoreError) {
        left ??= `${usual} was left as it is: it holds a report of ${error.held}`;
      } else if (number === 1 || !(error instanceof NotOursError)) throw error;
    }
  }
}
