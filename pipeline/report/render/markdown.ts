import type { Block, Figure, Inline, Line, Report } from "../blocks.ts";
import { type Layout, NARROW_BELOW } from "../layout.ts";
import type { Scheme } from "../theme.ts";
import { chartFile } from "./files.ts";

/**
 * Writes a report as GitHub-flavoured Markdown.
 *
 * @param charts the folder of its charts
 */
export function formatMarkdown({ title, blocks }: Report, charts: string): string {
  return `# ${escape(title)}\n\n${formatBlocks(blocks, charts)}\n`;
}

/** Writes blocks as GitHub-flavoured Markdown, see `formatMarkdown`. */
export function formatBlocks(blocks: readonly Block[], charts: string): string {
  return blocks.map((block) => formatBlock(block, charts)).filter((text) => text !== "")
    .join("\n\n");
}

function formatBlock(block: Block, charts: string): string {
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
      const formatRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
      return [
        formatRow(block.columns.map(({ title }) => escape(title))),
        formatRow(block.columns.map(({ align }) => align === "right" ? "---:" : "---")),
        ...block.rows.map((cells) => formatRow(cells.map(formatLine))),
      ].join("\n");
    }
    case "figure":
      return formatPicture(block.figure, charts);
    case "switch":
      return ""; // There are no controls in Markdown, and everything is shown.
    case "details":
      return `<details>\n<summary>${escape(block.summary)}</summary>\n\n${
        formatBlocks(block.blocks, charts)
      }\n\n</details>`;
    case "command":
      return formatCode(block.command);
  }
}

/** A code block. Its fences are longer than any run of backticks inside. */
function formatCode(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}sh\n${code}\n${fence}`;
}

/** A chart in the reader's layout and colour scheme: browsers take the first source that fits. */
function formatPicture({ name, alt }: Figure, charts: string): string {
  const path = (layout: Layout, scheme: Scheme): string =>
    `${charts}/${chartFile(name, layout, scheme)}`;
  const narrow = `(max-width: ${NARROW_BELOW - 1}px)`;
  const dark = "(prefers-color-scheme: dark)";
  return [
    "<picture>",
    `<source media="${narrow} and ${dark}" srcset="${path("narrow", "dark")}">`,
    `<source media="${narrow}" srcset="${path("narrow", "light")}">`,
    `<source media="${dark}" srcset="${path("wide", "dark")}">`,
    `<img src="${path("wide", "light")}" alt="${escapeHtml(alt).replaceAll('"', "&quot;")}">`,
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

/** Escapes every character that has a meaning in Markdown or HTML. */
function escape(text: string): string {
  return escapeHtml(text).replaceAll(/[\\`*_[\]|#~]/g, (character) => `\\${character}`);
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll(/[\r\n]/g, " ");
}
