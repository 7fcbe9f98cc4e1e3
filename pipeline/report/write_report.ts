import { join } from "node:path";
import type { Language } from "../../lib/document/language.ts";
import { writeFileIfChanged } from "../files.ts";
import { allCharts } from "./charts.ts";
import { drawChart } from "./charts/draw.ts";
import { recolour } from "./charts/theme.ts";
import { reportContent } from "./content.ts";
import { formatHtml } from "./html.ts";
import { inLanguage, judgeResults } from "./judged.ts";
import { formatMarkdown } from "./markdown.ts";
import { publishedRecords } from "./published.ts";
import type { Results } from "./results.ts";
import { LANGUAGES } from "./strings/strings.ts";
import { formatVerdicts, VERDICTS_FILE } from "./verdicts_file.ts";

/** The files of a report: path within its folder, content. */
export type ReportFiles = ReadonlyMap<string, string>;

/** The name of a report's file in a language: the first language has the plain name. */
function fileName(base: string, ending: string, language: Language): string {
  return language === LANGUAGES[0]!.code ? `${base}.${ending}` : `${base}.${language}.${ending}`;
}

/** Makes a report, in every language. The same results give the same bytes. */
export async function makeReport(results: Results): Promise<ReportFiles> {
  const files = new Map<string, string>();
  const drawn = new Map<string, string>();
  const verdicts = judgeResults(results);
  for (const { code } of LANGUAGES) {
    const judged = inLanguage(verdicts, code);
    // One after the other: Vega numbers definitions with a counter that all share.
    for (const chart of allCharts(judged)) {
      if (drawn.has(chart.name)) continue; // It has no words.
      const svg = await drawChart(chart);
      for (const scheme of ["light", "dark"] as const) {
        files.set(`charts/${chart.name}-${scheme}.svg`, `${recolour(svg, scheme)}\n`);
      }
      drawn.set(chart.name, recolour(svg, "variables"));
    }
    const report = reportContent(judged);
    const others = LANGUAGES.filter((language) => language.code !== code);
    const link = (ending: string) =>
      others.map(({ code, name }) => ({
        language: code,
        name,
        to: fileName(ending === "md" ? "report" : "index", ending, code),
      }));
    files.set(fileName("report", "md", code), formatMarkdown(report, link("md")));
    files.set(
      fileName("index", "html", code),
      formatHtml(report, drawn, { language: code, strings: judged.strings, others: link("html") }),
    );
  }
  files.set(VERDICTS_FILE, formatVerdicts(verdicts.judgement));
  for (const [path, content] of publishedRecords(results)) files.set(path, content);
  return files;
}

/** Writes a report; removes charts and records of an earlier one that are no longer part of it. */
export async function writeReport(folder: string, files: ReportFiles): Promise<void> {
  for (const [path, content] of files) await writeFileIfChanged(join(folder, path), content);
  for (const [part, ending] of [["charts", ".svg"], ["records", ".jsonl"]] as const) {
    for await (const { name } of Deno.readDir(join(folder, part))) {
      if (name.endsWith(ending) && !files.has(`${part}/${name}`)) {
        await Deno.remove(join(folder, part, name));
      }
    }
  }
}
