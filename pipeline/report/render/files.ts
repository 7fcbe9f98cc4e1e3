import type { Language } from "../../../lib/documents/language.ts";
import { type Layout, LAYOUTS } from "../layout.ts";
import { LANGUAGES } from "../strings/languages.ts";
import { recolour, type Scheme } from "../theme.ts";
import type { Drawings } from "./draw.ts";

/** The paths of a report in one language, within the report's folder. */
export interface ReportPaths {
  readonly page: string;
  readonly markdown: string;
  /** The folder of the charts. */
  readonly charts: string;
}

/** Where a report in a language is written; the first language has the plain names. */
export function pathsOf(language: Language): ReportPaths {
  return language === LANGUAGES[0]!.code
    ? { page: "index.html", markdown: "report.md", charts: "charts" }
    : { page: `${language}.html`, markdown: `report.${language}.md`, charts: `charts/${language}` };
}

export function chartFile(name: string, layout: Layout, scheme: Scheme): string {
  return `${name}-${layout}-${scheme}.svg`;
}

/** All SVG files of a report's charts: file name, content. */
export function chartFiles(drawings: Drawings): [file: string, content: string][] {
  return [...drawings].flatMap(([name, drawing]) =>
    LAYOUTS.flatMap((layout) =>
      (["light", "dark"] as const).map((scheme): [string, string] => [
        chartFile(name, layout, scheme),
        `${recolour(drawing[layout].svg, scheme)}\n`,
      ])
    )
  );
}
