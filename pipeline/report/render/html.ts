import { createHash } from "node:crypto";
import type { Language } from "../../lib/documents/language.ts";
import type { Block, Choice, Figure, Inline, Line, Report } from "./blocks.ts";
import { type Layout, LAYOUTS } from "./charts/layout.ts";
import { mergeLanguages } from "./merge_languages.ts";
import type { Strings } from "./strings/strings.ts";
import { STYLE } from "./style.ts";

/** A report in a language. */
export interface Page {
  readonly language: Language;
  /** The language's own name. */
  readonly name: string;
  readonly report: Report;
  readonly strings: Strings;
}

/** A chart in a language, in the colours of the page, by layout. */
export type ChartsOf = (name: string, layout: Layout, language: Language) => string;

/** What brings charts to life. */
export interface Live {
  readonly script: string;
  /** What the script reads, as text without "<". */
  readonly data: string;
}

/**
 * Writes a report, in all its languages, as one HTML page that needs nothing else: no
 * network, and no script, although one brings the charts to life. Its
 * Content-Security-Policy allows the style sheet and the script inside, by hash. The
 * language, the scheme and the columns of the verdict table are chosen by native
 * controls and CSS alone.
 */
export function formatHtml(pages: readonly Page[], charts: ChartsOf, live: Live): string {
  const { language, report } = pages[0]!;
  const merge = (linesOf: (page: Page) => readonly string[]): string[] =>
    mergeLanguages(pages.map((page) => ({ language: page.language, lines: linesOf(page) })));
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(live.script)}'`,
    `style-src '${hashOf(STYLE)}'`,
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return [
    "<!doctype html>",
    `<html lang="${language}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escape(report.title)}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<header>",
    ...choices(pages, merge),
    "</header>",
    "<main>",
    ...merge((page) => [
      '<h1 id="title">',
      `<span>${escape(page.report.title)}</span>`,
      "</h1>",
      ...formatBlocks(page, charts),
    ]),
    "</main>",
    `<script type="application/json" id="live">${live.data}</script>`,
    `<script>${live.script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** How a page's policy names what it allows. */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** The choice of language and scheme. */
function choices(
  pages: readonly Page[],
  merge: (linesOf: (page: Page) => readonly string[]) => string[],
): string[] {
  const schemes = ["auto", "light", "dark"] as const;
  return [
    '<label for="language">',
    ...merge(({ strings }) => [`<span>${escape(strings.page.language)}</span>`]),
    "</label>",
    '<select id="language" autocomplete="off">',
    ...pages.map(({ language, name }) =>
      `<option value="${language}" lang="${language}">${escape(name)}</option>`
    ),
    "</select>",
    '<label for="appearance">',
    ...merge(({ strings }) => [`<span>${escape(strings.page.appearance)}</span>`]),
    "</label>",
    '<select id="appearance" autocomplete="off">',
    ...merge(({ strings }) =>
      schemes.map((scheme) =>
        `<option value="${scheme}">${escape(strings.page.schemes[scheme])}</option>`
      )
    ),
    "</select>",
  ];
}

function formatBlocks({ report, language, strings }: Page, charts: ChartsOf): string[] {
  // Tables and charts are called what the heading above them says.
  let heading = "title";
  const show = (block: Block): string[] => {
    switch (block.kind) {
      case "heading":
        heading = block.id;
        return [
          `<h${block.level} id="${escape(block.id)}">`,
          `<span>${escape(block.text)}</span>`,
          `</h${block.level}>`,
        ];
      case "paragraph":
        return [`<p>${formatLine(block.line)}</p>`];
      case "warning":
        return [`<p class="warning" role="note">${formatLine(block.line)}</p>`];
      case "list":
        return [
          block.isLead ? '<ul class="lead">' : "<ul>",
          ...block.items.map((item) => `<li>${formatLine(item)}</li>`),
          "</ul>",
        ];
      case "table":
        return formatTable(block, heading);
      case "figure":
        return formatFigure(
          block.figure,
          heading,
          (layout) => charts(block.figure.name, layout, language),
        );
      case "switch":
        return formatSwitch(block.name, strings.page.show, block.choices);
      case "details":
        return [
          "<details>",
          "<summary>",
          `<span>${escape(block.summary)}</span>`,
          "</summary>",
          ...block.blocks.flatMap(show),
          "</details>",
        ];
      case "commands":
        return [`<pre tabindex="0"><code>${block.lines.map(escape).join("\n")}</code></pre>`];
    }
  };
  return report.blocks.flatMap(show);
}

function formatTable(
  { columns, rows, isStacked }: Extract<Block, { kind: "table" }>,
  heading: string,
): string[] {
  const attributes = columns.map(({ align, choice }, i) => {
    const classes = [
      ...(align === "right" ? ["number"] : []),
      ...(choice === undefined ? [] : [`choice-${choice}`]),
      ...(isStacked && i < 2 ? [["beside", "above"][i]!] : []),
    ];
    return classes.length === 0 ? "" : ` class="${escape(classes.join(" "))}"`;
  });
  return [
    `<div class="table${isStacked ? " stacked" : ""}" tabindex="0" role="group" aria-labelledby="${
      escape(heading)
    }">`,
    "<table>",
    "<thead>",
    "<tr>",
    ...columns.map(({ title }, i) => `<th scope="col"${attributes[i]}>${escape(title)}</th>`),
    "</tr>",
    "</thead>",
    "<tbody>",
    ...rows.flatMap((cells) => [
      "<tr>",
      ...cells.map((cell, i) => `<td${attributes[i]}>${formatLine(cell)}</td>`),
      "</tr>",
    ]),
    "</tbody>",
    "</table>",
    "</div>",
  ];
}

function formatFigure(
  { name, control }: Figure,
  heading: string,
  chartOf: (layout: Layout) => string,
): string[] {
  const slider = `slider-${name}`;
  return [
    `<figure data-chart="${escape(name)}">`,
    ...LAYOUTS.flatMap((layout) => [
      `<div class="${layout}" role="img" aria-labelledby="${escape(heading)}">`,
      '<div class="static">',
      ...chartOf(layout).split("\n"),
      "</div>",
      "</div>",
    ]),
    // Nothing moves without the script, which shows this.
    ...(control === undefined ? [] : [
      `<div class="control" data-field="${escape(control.field)}" data-unit="${
        escape(control.unit ?? "")
      }" hidden>`,
      `<label for="${escape(slider)}">`,
      `<span>${escape(control.label)}</span>`,
      "</label>",
      `<input type="range" id="${
        escape(slider)
      }" min="${control.min}" max="${control.max}" step="${control.step}" value="${control.min}" autocomplete="off">`,
      `<output for="${escape(slider)}"></output>`,
      "</div>",
    ]),
    "</figure>",
  ];
}

function formatSwitch(name: string, legend: string, choices: readonly Choice[]): string[] {
  return [
    '<fieldset class="switch">',
    "<legend>",
    `<span>${escape(legend)}</span>`,
    "</legend>",
    ...choices.flatMap(({ value, label }, i) => [
      "<label>",
      `<input type="radio" name="${escape(name)}" value="${escape(value)}" autocomplete="off"${
        i === 0 ? " checked" : ""
      }>`,
      `<span>${escape(label)}</span>`,
      "</label>",
    ]),
    "</fieldset>",
  ];
}

function formatLine(line: Line): string {
  return line.map(formatInline).join("");
}

function formatInline(inline: Inline): string {
  if (typeof inline === "string") return escape(inline);
  if ("bold" in inline) return `<strong>${escape(inline.bold)}</strong>`;
  if ("code" in inline) return `<code>${escape(inline.code)}</code>`;
  return `<a href="${escape(inline.to)}">${escape(inline.link)}</a>`;
}

/** Takes their meaning from the characters that HTML gives one; keeps units with their numbers. */
export function escape(text: string): string {
  return text
    .replaceAll(/(\d) (%|pp)/g, "$1\u00a0$2")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
