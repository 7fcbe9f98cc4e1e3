import { join } from "node:path";
import type { Language } from "../../lib/documents/language.ts";
import { writeFileIfChanged } from "../files.ts";
import { chartFiles } from "./charts/files.ts";
import { LAYOUTS } from "./charts/layout.ts";
import { recolour } from "./charts/theme.ts";
import { reportContent } from "./content.ts";
import { drawFigures, type DrawnFigure } from "./draw_figures.ts";
import { type ChartsOf, formatHtml } from "./html.ts";
import { inLanguage, judgeResults } from "./judged.ts";
import { readBundle } from "./live/bundle.ts";
import { packPageData } from "./live/page_data.ts";
import { formatMarkdown } from "./markdown.ts";
import { publishedRecords, RECORDS_FOLDER } from "./published.ts";
import type { Results } from "./results.ts";
import { LANGUAGES } from "./strings/strings.ts";
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
  const verdicts = judgeResults(results);
  const figures = await drawFigures(verdicts);
  const pages = LANGUAGES.map(({ code, name }) => {
    const judged = inLanguage(verdicts, code);
    return { language: code, name, strings: judged.strings, report: reportContent(judged) };
  });
  for (const { language, report } of pages) {
    const charts = chartsFolder(language);
    for (const { name, drawings } of figures) {
      for (const layout of LAYOUTS) {
        for (const [file, content] of chartFiles(name, layout, drawings[layout][language].svg)) {
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
  files.set(VERDICTS_FILE, formatVerdicts(verdicts.judgement));
  for (const [path, content] of publishedRecords(results)) files.set(path, content);
  return files;
}

/** Charts as a page shows them, by name. */
function chartsOf(figures: readonly DrawnFigure[]): ChartsOf {
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  return (name, layout, language) => {
    const figure = byName.get(name);
    if (figure === undefined) throw new Error(`Cannot show the chart ${name}: it was not drawn`);
    return recolour(figure.drawings[layout][language].svg, "variables");
  };
}

/** Writes a report; removes what an earlier one left in its folders. */
export async function writeReport(folder: string, files: ReportFiles): Promise<void> {
  for (const [path, content] of files) await writeFileIfChanged(join(folder, path), content);
  const ownFolders = [RECORDS_FOLDER, ...LANGUAGES.map(({ code }) => chartsFolder(code))];
  for (const part of ownFolders) {
    for await (const { name, isFile } of Deno.readDir(join(folder, part))) {
      const isOurs = name.endsWith(".svg") || name.endsWith(".jsonl");
      if (isFile && isOurs && !files.has(`${part}/${name}`)) {
        await Deno.remove(join(folder, part, name));
      }
    }
  }
}
