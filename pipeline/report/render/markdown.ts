import type { Block, Figure, Inline, Line, Report, Translation } from "./blocks.ts";
import { type Layout, NARROW_BELOW } from "./charts/layout.ts";
import { chartFile } from "./charts/files.ts";
import type { Scheme } from "./charts/theme.ts";

/** Where the files are that a report in Markdown refers to. */
export interface MarkdownPlace {
  /** The folder of its charts. */
  readonly charts: string;
  /** The same report in other languages. */
  readonly translations: readonly Translation[];
}

/** Writes a report as GitHub-flavoured Markdown. */
export function formatMarkdown(report: Report, { charts, translations }: MarkdownPlace): string {
  const links = translations.map(({ name, to }): Inline => ({ link: name, to }));
  const show = (blocks: readonly Block[]): string[] =>
    blocks.map((block) => formatBlock(block, charts, show)).filter((text) => text !== "");
  const parts = [
    `# ${escape(report.title)}`,
    ...(links.length === 0 ? [] : [formatLine(links)]),
    ...show(report.blocks),
  ];
  return `${parts.join("\n\n")}\n`;
}

function formatBlock(
  block: Block,
  charts: string,
  show: (blocks: readonly Block[]) => string[],
): string {
  switch (block.kind) {
    case "heading":
      return `<a id="${block.id}"></a>\n\n${"#".repeat(block.level)} ${escape(block.text)}`;
    case "paragraph":
      return formatLine(block.line);
    case "warning":
      return `> [!WARNING]\n> ${formatLine(block.line)}`;
    case "list":
      return block.items.map((item) => `- ${formatLine(item)}`).join("\n");
    case "table": {
      const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
      return [
        row(block.columns.map(({ title }) => escape(title))),
        row(block.columns.map(({ align }) => align === "right" ? "---:" : "---")),
        ...block.rows.map((cells) => row(cells.map(formatLine))),
      ].join("\n");
    }
    case "figure":
      return picture(block.figure, charts);
    case "switch":
      return ""; // Nothing can be chosen here, so every choice is shown.
    case "details":
      return [
        `<details>\n<summary>${escape(block.summary)}</summary>`,
        ...show(block.blocks),
        "</details>",
      ].join("\n\n");
    case "commands":
      return fenced(block.lines.join("\n"));
  }
}

/** Code between fences that are longer than any in it. */
function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}sh\n${code}\n${fence}`;
}

/**
 * A chart for the width and the scheme of the reader's screen; the first source that
 * fits is shown.
 */
function picture({ name, alt }: Figure, charts: string): string {
  const file = (layout: Layout, scheme: Scheme): string =>
    `${charts}/${chartFile(name, layout, scheme)}`;
  const narrow = `(max-width: ${NARROW_BELOW - 1}px)`;
  const dark = "(prefers-color-scheme: dark)";
  const source = (media: string, path: string): string =>
    `<source media="${media}" srcset="${path}">`;
  return [
    "<picture>",
    source(`${narrow} and ${dark}`, file("narrow", "dark")),
    source(narrow, file("narrow", "light")),
    source(dark, file("wide", "dark")),
    `<img src="${file("wide", "light")}" alt="${escapeAttribute(alt)}">`,
    "</picture>",
  ].join("\n");
}

function formatLine(line: Line): string {
  return line.map(formatInline).join("");
}

function formatInline(inline: Inline): string {
  if (typeof inline === "string") return escape(inline);
  if ("bold" in inline) return `**${escape(inline.bold)}**`;
  if ("code" in inline) return `\`${inline.code.replaceAll(/[`|\r\n]/g, "")}\``;
  return `[${escape(inline.link)}](${inline.to})`;
}

/** Takes their meaning from all characters that Markdown or HTML give one. */
function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|#]/g, (character) => `\\${character}`)
    .replaceAll(/[\r\n]/g, " ");
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\r\n]/g, " ");
}
