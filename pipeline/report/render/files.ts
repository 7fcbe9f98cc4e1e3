import type { Language } from "../../../lib/documents/language.ts";
import { type Layout, LAYOUTS } from "../layout.ts";
import { LANGUAGES } from "../strings/languages.ts";
import { recolour, type Scheme } from "../theme.ts";
import type { Drawings } from "./draw.ts";

/**
 * Where a report in a language is written, within the report's folder: the page, the
 * Markdown and the folder of the charts. The first language has the plain names.
 */
export function pathsOf(language: Language) {
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
