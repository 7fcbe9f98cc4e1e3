import { createHash } from "node:crypto";
import type { Block, Inline, Line, Report, Translation } from "./blocks.ts";
import type { Strings } from "./strings/strings.ts";
import { STYLE } from "./style.ts";

/** The language of a page, and where it is to be had in others. */
export interface PageLanguage {
  readonly language: string;
  readonly strings: Strings;
  readonly others: readonly Translation[];
}

/**
 * Writes a report as one HTML page that needs nothing else: no network, no
 * script. Its Content-Security-Policy allows the one style sheet inside.
 *
 * @param charts by name, SVG with colours given as variables of the page
 */
export function formatHtml(
  report: Report,
  charts: ReadonlyMap<string, string>,
  { language, strings, others }: PageLanguage,
): string {
  let tables = 0;
  const nameTable = (): string => strings.page.table(tables += 1);
  const show = (block: Block): string => formatBlock(block, charts, nameTable);
  const styleHash = createHash("sha256").update(STYLE).digest("base64");
  const policy =
    `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  return [
    "<!doctype html>",
    `<html lang="${language}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escape(report.title)}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<main>",
    ...(others.length === 0 ? [] : [
      `<nav aria-label="${escape(strings.page.language)}">${
        others.map(({ language, name, to }) =>
          `<a href="${escape(to)}" lang="${language}" hreflang="${language}">${escape(name)}</a>`
        ).join(" ")
      }</nav>`,
    ]),
    `<h1>${escape(report.title)}</h1>`,
    ...report.blocks.map(show),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function formatBlock(
  block: Block,
  charts: ReadonlyMap<string, string>,
  nameTable: () => string,
): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level} id="${escape(block.id)}">${escape(block.text)}</h${block.level}>`;
    case "paragraph":
      return `<p>${formatLine(block.line)}</p>`;
    case "warning":
      return `<p class="warning" role="note">${formatLine(block.line)}</p>`;
    case "list":
      return ["<ul>", ...block.items.map((item) => `<li>${formatLine(item)}</li>`), "</ul>"]
        .join("\n");
    case "table": {
      const alignment = block.columns.map(({ align }) =>
        align === "right" ? ' class="number"' : ""
      );
      const head = block.columns.map(({ title }, i) =>
        `<th scope="col"${alignment[i]}>${escape(title)}</th>`
      );
      const rows = block.rows.map((cells) =>
        `<tr>${cells.map((cell, i) => `<td${alignment[i]}>${formatLine(cell)}</td>`).join("")}</tr>`
      );
      return [
        `<div class="table" tabindex="0" role="region" aria-label="${escape(nameTable())}">`,
        `<table>\n<thead><tr>${head.join("")}</tr></thead>\n<tbody>`,
        ...rows,
        "</tbody>\n</table>\n</div>",
      ].join("\n");
    }
    case "figure": {
      const { name, alt, wide } = block.figure;
      const svg = charts.get(name);
      if (svg === undefined) throw new Error(`Cannot show the chart ${name}: it was not drawn`);
      const labelled = svg.replace("<svg ", `<svg role="img" aria-label="${escape(alt)}" `);
      return wide
        ? `<figure class="wide" tabindex="0">${labelled}</figure>`
        : `<figure>${labelled}</figure>`;
    }
    case "side-by-side":
      return [
        '<div class="side-by-side">',
        ...block.blocks.map((inner) => formatBlock(inner, charts, nameTable)),
        "</div>",
      ].join("\n");
    case "details":
      return [
        `<details>\n<summary>${escape(block.summary)}</summary>`,
        ...block.blocks.map((inner) => formatBlock(inner, charts, nameTable)),
        "</details>",
      ].join("\n");
    case "commands":
      return `<pre tabindex="0"><code>${block.lines.map(escape).join("\n")}</code></pre>`;
  }
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
