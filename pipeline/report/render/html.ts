import { createHash } from "node:crypto";
import type { Language } from "../../../lib/documents/language.ts";
import type { Block, Choice, Control, Figure, Inline, Line, Report, Table } from "../blocks.ts";
import { LAYOUTS } from "../layout.ts";
import { LANGUAGES, words } from "../strings/languages.ts";
import { recolour } from "../theme.ts";
import type { Drawings } from "./draw.ts";
import { pathsOf } from "./files.ts";
import { packPageData } from "./live/page_data.ts";
import { STYLE } from "./style.ts";

export const WORDS = words({
  en: { appearance: "Appearance", auto: "Auto", light: "Light", dark: "Dark", show: "Show" },
  ko: { appearance: "화면", auto: "자동", light: "밝게", dark: "어둡게", show: "보기" },
});
type PageWords = typeof WORDS[Language];

/**
 * Writes a report in one language as an HTML page. The page loads nothing else and works
 * without JavaScript; the script only makes the charts interactive. Its
 * Content-Security-Policy allows just its own style sheet and script, by their hashes.
 *
 * @param script makes the charts interactive
 */
export function formatHtml(
  language: Language,
  report: Report,
  drawings: Drawings,
  script: string,
): string {
  const t = WORDS[language];
  const translations = LANGUAGES.filter(({ code }) => code !== language)
    .map(({ code, name }) => ({ code, name, page: pathsOf(code).page }));
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(STYLE)}'`,
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return lines(
    "<!doctype html>",
    `<html lang="${language}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escape(report.title)}</title>`,
    ...translations.map(({ code, page }) =>
      `<link rel="alternate" hreflang="${code}" href="${page}">`
    ),
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<header>",
    ...translations.map(({ code, name, page }) =>
      `<a href="${page}" hreflang="${code}" lang="${code}">${name}</a>`
    ),
    `<label for="appearance">${t.appearance}</label>`,
    '<select id="appearance" autocomplete="off">',
    ...(["auto", "light", "dark"] as const).map((scheme) =>
      `<option value="${scheme}">${t[scheme]}</option>`
    ),
    "</select>",
    "</header>",
    "<main>",
    `<h1 id="title">${escape(report.title)}</h1>`,
    formatBlocks(report.blocks, drawings, t),
    "</main>",
    `<script type="application/json" id="live">${packPageData(drawings)}</script>`,
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  );
}

/** The source expression that allows an inline script or style in a policy. */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** One element per line keeps diffs between two pages readable. */
function lines(...parts: readonly string[]): string {
  return parts.join("\n");
}

function formatBlocks(blocks: readonly Block[], drawings: Drawings, t: PageWords): string {
  // The heading above a table or chart is also its name.
  let heading = "title";
  const format = (block: Block): string => {
    switch (block.kind) {
      case "heading":
        heading = block.id;
        return `<h${block.level} id="${escape(block.id)}">${escape(block.text)}</h${block.level}>`;
      case "paragraph":
        return `<p>${formatLine(block.line)}</p>`;
      case "warning":
        return `<p class="warning" role="note">${formatLine(block.line)}</p>`;
      case "list":
        return lines(
          block.isLead ? '<ul class="lead">' : "<ul>",
          ...block.items.map((item) => `<li>${formatLine(item)}</li>`),
          "</ul>",
        );
      case "table":
        return formatTable(block, heading);
      case "figure":
        return formatFigure(block.figure, heading, drawings);
      case "switch":
        return formatSwitch(block.name, block.choices, t.show);
      case "details":
        return lines(
          "<details>",
          `<summary>${escape(block.summary)}</summary>`,
          ...block.blocks.map(format),
          "</details>",
        );
      case "command":
        return `<pre tabindex="0"><code>${escape(block.command)}</code></pre>`;
    }
  };
  return lines(...blocks.map(format));
}

function formatTable({ columns, rows, isStacked }: Table, heading: string): string {
  const classes = columns.map(({ align, choice }, i) => [
    ...(align === "right" ? ["number"] : []),
    ...(choice === undefined ? [] : [`choice-${choice}`]),
    ...(isStacked && i < 2 ? [["beside", "above"][i]!] : []),
  ]);
  const attributes = classes.map((names) =>
    names.length === 0 ? "" : ` class="${escape(names.join(" "))}"`
  );
  const formatRow = (cells: readonly string[]): string => lines("<tr>", ...cells, "</tr>");
  return lines(
    `<div class="table${isStacked ? " stacked" : ""}" ` +
      `tabindex="0" role="group" aria-labelledby="${escape(heading)}">`,
    "<table>",
    "<thead>",
    formatRow(
      columns.map(({ title }, i) => `<th scope="col"${attributes[i]}>${escape(title)}</th>`),
    ),
    "</thead>",
    "<tbody>",
    ...rows.map((cells) =>
      formatRow(cells.map((cell, i) => `<td${attributes[i]}>${formatLine(cell)}</td>`))
    ),
    "</tbody>",
    "</table>",
    "</div>",
  );
}

function formatFigure({ name, control }: Figure, heading: string, drawings: Drawings): string {
  return lines(
    `<figure data-chart="${escape(name)}">`,
    ...LAYOUTS.flatMap((layout) => [
      `<div class="${layout}" role="img" aria-labelledby="${escape(heading)}">`,
      recolour(drawings.get(name)![layout].svg, "variables"),
      "</div>",
    ]),
    ...(control === undefined ? [] : [formatControl(control, escape(`slider-${name}`))]),
    "</figure>",
  );
}

/** The slider needs the script, which shows it. */
function formatControl({ label, min, max, step, field, unit = "" }: Control, id: string): string {
  return lines(
    `<div class="control" data-field="${escape(field)}" data-unit="${escape(unit)}" hidden>`,
    `<label for="${id}">${escape(label)}</label>`,
    `<input type="range" id="${id}" min="${min}" max="${max}" step="${step}" value="${min}" ` +
      'autocomplete="off">',
    `<output for="${id}"></output>`,
    "</div>",
  );
}

function formatSwitch(name: string, choices: readonly Choice[], legend: string): string {
  const attributes = `type="radio" name="${escape(name)}"`;
  return lines(
    '<fieldset class="switch">',
    `<legend>${legend}</legend>`,
    ...choices.map(({ value, label }, i) =>
      `<label><input ${attributes} value="${escape(value)}" autocomplete="off"` +
      `${i === 0 ? " checked" : ""}>${escape(label)}</label>`
    ),
    "</fieldset>",
  );
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

/** Escapes text for HTML, and joins units to their numbers with no-break spaces. */
function escape(text: string): string {
  return text
    .replaceAll(/(\d) (%|pp)/g, "$1\u00a0$2")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
